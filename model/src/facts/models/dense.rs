//! Which dense models are known by name?

use super::{COPIES, LAB, LIBRARY, SYSTEMS, UNCHECKED};
use crate::facts::model::{Model, full, known};

/// Models of which a token goes through all that is stored.
pub(super) const DENSE: &[Model] = &[
    known(
        "llama_8b",
        "Llama 3.1 8B",
        SYSTEMS,
        8.030_261_248e9,
        [32.0, 4096.0, 32.0, 128.0, 128_256.0],
    )
    .keeps(full(32.0, 2048.0, 8.0))
    .activation(1.89)
    .context(131_072.0),
    known(
        "llama_70b",
        "Llama 3.x 70B",
        SYSTEMS,
        70.553_706_496e9,
        [80.0, 8192.0, 64.0, 128.0, 128_256.0],
    )
    .keeps(full(80.0, 2048.0, 8.0))
    .context(131_072.0),
    known(
        "llama_405b",
        "Llama 3.1 405B",
        SYSTEMS,
        405.853_388_8e9,
        [126.0, 16_384.0, 128.0, 128.0, 128_256.0],
    )
    .keeps(full(126.0, 2048.0, 8.0))
    .context(131_072.0),
    known(
        "qwen25_7b",
        "Qwen2.5 7B",
        UNCHECKED,
        7.615_616_512e9,
        [28.0, 3584.0, 28.0, 128.0, 152_064.0],
    )
    .keeps(full(28.0, 1024.0, 4.0))
    .activation(2.25)
    .context(131_072.0),
    known(
        "qwen3_8b",
        "Qwen3 8B",
        SYSTEMS,
        8.190_735_36e9,
        [36.0, 4096.0, 32.0, 128.0, 151_936.0],
    )
    .keeps(full(36.0, 2048.0, 8.0))
    .activation(2.21)
    .context(40_960.0),
    known(
        "qwen3_14b",
        "Qwen3 14B",
        LAB,
        14.768_307_2e9,
        [40.0, 5120.0, 40.0, 128.0, 151_936.0],
    )
    .keeps(full(40.0, 2048.0, 8.0))
    .activation(2.21)
    .context(40_960.0),
    known(
        "qwen3_32b",
        "Qwen3 32B",
        SYSTEMS,
        32.762_123_264e9,
        [64.0, 5120.0, 64.0, 128.0, 151_936.0],
    )
    .keeps(full(64.0, 2048.0, 8.0))
    .activation(2.21)
    .context(40_960.0),
    known(
        "qwen3_4b",
        "Qwen3 4B",
        SYSTEMS,
        4.022e9,
        [36.0, 2560.0, 32.0, 128.0, 151_936.0],
    )
    .tied()
    .keeps(full(36.0, 2048.0, 8.0))
    .activation(2.21)
    .context(262_144.0),
    known(
        "gemma3_12b",
        "Gemma 3 12B",
        COPIES,
        11.77e9,
        [48.0, 3840.0, 16.0, 256.0, 262_208.0],
    )
    .tied()
    .keeps(full(8.0, 4096.0, 8.0))
    .keeps(full(40.0, 4096.0, 8.0).last(1024.0))
    .activation(3.94)
    .context(131_072.0),
    known(
        "mistral_small_24b",
        "Mistral Small 3.x / Magistral Small / Devstral 24B",
        LIBRARY,
        23.57e9,
        [40.0, 5120.0, 32.0, 128.0, 131_072.0],
    )
    .keeps(full(40.0, 2048.0, 8.0))
    .context(131_072.0),
    known(
        "gemma4_31b",
        "Gemma 4 31B",
        SYSTEMS,
        30.7e9,
        [60.0, 5376.0, 32.0, 256.0, 262_144.0],
    )
    .tied()
    .keeps(full(10.0, 4096.0, 4.0))
    .keeps(full(50.0, 8192.0, 16.0).last(1024.0))
    .activation(3.94)
    .context(262_144.0),
    known(
        "qwen35_27b",
        "Qwen3.5/3.6/3.8 27B",
        SYSTEMS,
        26.9e9,
        [64.0, 5120.0, 24.0, 256.0, 248_320.0],
    )
    .keeps(full(16.0, 2048.0, 4.0))
    .state(153_944_064.0, 48.0)
    .context(262_144.0),
];
