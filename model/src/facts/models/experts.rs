//! Which mixtures of experts are known by name?

use super::{COPIES, LIBRARY, SYSTEMS};
use crate::facts::model::{Model, full, known};

/// Models of which a token goes through some of the experts.
pub(super) const EXPERTS: &[Model] = &[
    known(
        "qwen3_30b_a3b",
        "Qwen3 30B-A3B, Coder 30B",
        SYSTEMS,
        30.532_122_624e9,
        [48.0, 2_048.0, 32.0, 128.0, 151_936.0],
    )
    .experts([128.0, 8.0, 28.991_029_248e9])
    .keeps(full(48.0, 1_024.0, 4.0))
    .activation(2.68)
    .context(262_144.0),
    known(
        "qwen3_235b_a22b",
        "Qwen3 235B-A22B",
        SYSTEMS,
        235.093_634_56e9,
        [94.0, 4_096.0, 64.0, 128.0, 151_936.0],
    )
    .experts([128.0, 8.0, 227.096_395_776e9])
    .keeps(full(94.0, 1_024.0, 4.0))
    .activation(2.68)
    .context(262_144.0),
    known(
        "mixtral_8x7b",
        "Mixtral 8x7B",
        SYSTEMS,
        46.702_792_704e9,
        [32.0, 4_096.0, 32.0, 128.0, 32_000.0],
    )
    .experts([8.0, 2.0, 45.097_156_608e9])
    .keeps(full(32.0, 2_048.0, 8.0))
    .activation(1.21)
    .context(32_768.0),
    known(
        "mixtral_8x22b",
        "Mixtral 8x22B",
        SYSTEMS,
        140.620_634_112e9,
        [56.0, 6_144.0, 48.0, 128.0, 32_000.0],
    )
    .experts([8.0, 2.0, 135.291_469_824e9])
    .keeps(full(56.0, 2_048.0, 8.0))
    .activation(1.21)
    .context(65_536.0),
    known(
        "deepseek_v3",
        "DeepSeek V3, V3.1 or R1",
        SYSTEMS,
        671.026e9,
        [61.0, 7_168.0, 128.0, 160.0, 129_280.0],
    )
    .experts([256.0, 8.0, 653.908_770_816e9])
    .keeps(full(61.0, 576.0, 1.0))
    .activation(1.93)
    .context(163_840.0),
    known(
        "kimi_k2",
        "Kimi K2 to K2.7",
        SYSTEMS,
        1_026.4e9,
        [61.0, 7_168.0, 64.0, 160.0, 163_840.0],
    )
    .experts([384.0, 8.0, 1_014.686_023_68e9])
    .keeps(full(61.0, 576.0, 1.0))
    .context(262_144.0),
    known(
        "gpt_oss_120b",
        "gpt-oss-120b",
        SYSTEMS,
        116.829e9,
        [36.0, 2_880.0, 64.0, 64.0, 201_088.0],
    )
    .experts([128.0, 4.0, 114.661_785_6e9])
    .keeps(full(18.0, 1_024.0, 8.0))
    .keeps(full(18.0, 1_024.0, 8.0).last(128.0))
    .native_experts(0.531_25)
    .context(131_072.0),
    known(
        "gpt_oss_20b",
        "gpt-oss-20b",
        SYSTEMS,
        20.915e9,
        [24.0, 2_880.0, 64.0, 64.0, 201_088.0],
    )
    .experts([32.0, 4.0, 19.110_297_6e9])
    .keeps(full(12.0, 1_024.0, 8.0))
    .keeps(full(12.0, 1_024.0, 8.0).last(128.0))
    .native_experts(0.531_25)
    .context(131_072.0),
    known(
        "minimax_m25",
        "MiniMax M2 to M2.7",
        SYSTEMS,
        228.69e9,
        [62.0, 3_072.0, 48.0, 128.0, 200_064.0],
    )
    .experts([256.0, 8.0, 224.680_476_672e9])
    .keeps(full(62.0, 2_048.0, 8.0))
    .context(204_800.0),
    known(
        "gemma4_26b_a4b",
        "Gemma 4 26B-A4B",
        SYSTEMS,
        25.23e9,
        [30.0, 2_816.0, 16.0, 256.0, 262_144.0],
    )
    .tied()
    .experts([128.0, 8.0, 22.838e9])
    .keeps(full(5.0, 2_048.0, 2.0))
    .keeps(full(25.0, 4_096.0, 8.0).last(1_024.0))
    .activation(3.94)
    .context(262_144.0),
    known(
        "qwen35_35b_a3b",
        "Qwen3.5/3.6 35B-A3B",
        SYSTEMS,
        34.66e9,
        [40.0, 2_048.0, 16.0, 256.0, 248_320.0],
    )
    .experts([256.0, 8.0, 32.212e9])
    .keeps(full(10.0, 1_024.0, 2.0))
    .state(64_389_120.0, 32.0)
    .context(262_144.0),
    known(
        "qwen35_122b_a10b",
        "Qwen3.5 122B-A10B",
        SYSTEMS,
        122.1e9,
        [48.0, 3_072.0, 32.0, 256.0, 248_320.0],
    )
    .experts([256.0, 8.0, 115.96e9])
    .keeps(full(12.0, 1_024.0, 2.0))
    .state(153_649_152.0, 64.0)
    .context(262_144.0),
    known(
        "qwen35_397b_a17b",
        "Qwen3.5 397B-A17B",
        SYSTEMS,
        396.3e9,
        [60.0, 4_096.0, 32.0, 256.0, 248_320.0],
    )
    .experts([512.0, 10.0, 386.55e9])
    .keeps(full(15.0, 1_024.0, 2.0))
    .state(192_061_440.0, 64.0)
    .context(262_144.0),
    known(
        "qwen38_24t_a95b",
        "Qwen3.8 2.4T-A95B",
        COPIES,
        2_420.0e9,
        [92.0, 8_192.0, 64.0, 256.0, 248_320.0],
    )
    .experts([512.0, 10.0, 2_370.8e9])
    .keeps(full(23.0, 2_048.0, 4.0))
    .state(297_885_696.0, 128.0)
    .context(262_144.0),
    known(
        "qwen3_next_80b",
        "Qwen3-Next 80B-A3B",
        LIBRARY,
        79.67e9,
        [48.0, 2_048.0, 16.0, 256.0, 151_936.0],
    )
    .experts([512.0, 10.0, 77.309e9])
    .keeps(full(12.0, 1_024.0, 2.0))
    .state(77_266_944.0, 32.0)
    .context(262_144.0),
    known(
        "qwen3_coder_480b",
        "Qwen3-Coder 480B-A35B",
        SYSTEMS,
        480.2e9,
        [62.0, 6_144.0, 96.0, 128.0, 151_936.0],
    )
    .experts([160.0, 8.0, 468.08e9])
    .keeps(full(62.0, 2_048.0, 8.0))
    .activation(2.68)
    .context(262_144.0),
    known(
        "deepseek_v32",
        "DeepSeek V3.2",
        SYSTEMS,
        671.9e9,
        [61.0, 7_168.0, 128.0, 160.0, 129_280.0],
    )
    .experts([256.0, 8.0, 653.91e9])
    .keeps(full(61.0, 512.0, 1.0).wide(64.0).index(132.0).best(2_048.0))
    .activation(1.93)
    .context(163_840.0),
    known(
        "glm5",
        "GLM-5 / 5.1",
        SYSTEMS,
        743.9e9,
        [78.0, 6_144.0, 64.0, 256.0, 154_880.0],
    )
    .experts([256.0, 8.0, 724.78e9])
    .keeps(full(78.0, 512.0, 1.0).wide(64.0).index(132.0).best(2_048.0))
    .context(202_752.0),
    known(
        "glm52",
        "GLM-5.2",
        SYSTEMS,
        743.4e9,
        [78.0, 6_144.0, 64.0, 256.0, 154_880.0],
    )
    .experts([256.0, 8.0, 724.78e9])
    .keeps(full(57.0, 512.0, 1.0).wide(64.0).best(2_048.0))
    .keeps(full(21.0, 512.0, 1.0).wide(64.0).index(132.0).best(2_048.0))
    .context(1_048_576.0),
    known(
        "glm47_flash",
        "GLM-4.7-Flash 30B-A3B",
        LIBRARY,
        29.94e9,
        [47.0, 2_048.0, 20.0, 256.0, 154_880.0],
    )
    .experts([64.0, 4.0, 27.783e9])
    .keeps(full(47.0, 576.0, 1.0))
    .context(202_752.0),
    known(
        "mistral_small4",
        "Mistral Small 4 119B-A6.5B",
        LIBRARY,
        119.0e9,
        [36.0, 4_096.0, 32.0, 128.0, 131_072.0],
    )
    .experts([128.0, 4.0, 115.96e9])
    .keeps(full(36.0, 320.0, 1.0))
    .context(262_144.0),
    known(
        "deepseek_v4_flash",
        "DeepSeek V4 Flash",
        SYSTEMS,
        284.3e9,
        [43.0, 4_096.0, 64.0, 512.0, 129_280.0],
    )
    .experts([256.0, 6.0, 277.03e9])
    .keeps(full(21.0, 512.0, 1.0).index(64.0).one_in(4.0).best(2_048.0))
    .keeps(full(20.0, 512.0, 1.0).one_in(128.0))
    .keeps(full(43.0, 512.0, 1.0).last(128.0))
    .state(11_345_592.0, 1.0)
    .native_experts(0.531_25)
    .context(1_048_576.0),
    known(
        "deepseek_v4_pro",
        "DeepSeek V4 Pro",
        SYSTEMS,
        // 1,604 with the layer that drafts, which is no part of a step.
        1_573.1e9,
        [61.0, 7_168.0, 128.0, 512.0, 129_280.0],
    )
    .experts([384.0, 6.0, 1_547.4e9])
    .keeps(full(30.0, 512.0, 1.0).index(64.0).one_in(4.0).best(4_096.0))
    .keeps(full(31.0, 512.0, 1.0).one_in(128.0))
    .keeps(full(61.0, 512.0, 1.0).last(128.0))
    .state(17_479_762.0, 1.0)
    .native_experts(0.531_25)
    .context(1_048_576.0),
    known(
        "kimi_k3",
        "Kimi K3",
        SYSTEMS,
        2_767.0e9,
        [93.0, 7_168.0, 96.0, 160.0, 163_840.0],
    )
    .experts([896.0, 16.0, 2_722.7e9])
    .keeps(full(24.0, 576.0, 1.0))
    .state(449_372_160.0, 96.0)
    .native_experts(0.531_25)
    .context(1_048_576.0),
    known(
        "glm45",
        "GLM-4.5 / 4.6 / 4.7 355B-A32B",
        COPIES,
        352.8e9,
        [92.0, 5_120.0, 96.0, 128.0, 151_552.0],
    )
    .experts([160.0, 8.0, 335.96e9])
    .keeps(full(92.0, 2_048.0, 8.0))
    .context(202_752.0),
    known(
        "glm45_air",
        "GLM-4.5-Air 106B-A12B",
        LIBRARY,
        106.9e9,
        [46.0, 4_096.0, 96.0, 128.0, 151_552.0],
    )
    .experts([128.0, 8.0, 99.657e9])
    .keeps(full(46.0, 2_048.0, 8.0))
    .context(131_072.0),
    known(
        "minimax_m3",
        "MiniMax M3",
        SYSTEMS,
        426.2e9,
        [60.0, 6_144.0, 64.0, 128.0, 200_064.0],
    )
    .experts([128.0, 4.0, 413.12e9])
    .keeps(full(3.0, 1_024.0, 4.0))
    .keeps(full(57.0, 1_024.0, 4.0).index(132.0).best(2_048.0))
    .context(1_048_576.0),
    known(
        "llama4_scout",
        "Llama 4 Scout 109B-A17B",
        SYSTEMS,
        107.8e9,
        [48.0, 5_120.0, 40.0, 128.0, 202_048.0],
    )
    .experts([16.0, 1.0, 96.637e9])
    .keeps(full(12.0, 2_048.0, 8.0))
    .keeps(full(36.0, 2_048.0, 8.0).last(8_192.0))
    .context(10_485_760.0),
    known(
        "llama4_maverick",
        "Llama 4 Maverick 400B-A17B",
        SYSTEMS,
        400.7e9,
        [48.0, 5_120.0, 40.0, 128.0, 202_048.0],
    )
    .experts([128.0, 1.0, 386.55e9])
    .keeps(full(12.0, 2_048.0, 8.0))
    .keeps(full(36.0, 2_048.0, 8.0).last(8_192.0))
    .context(1_048_576.0),
    known(
        "nemotron3_nano",
        "Nemotron 3 Nano 30B-A3B",
        SYSTEMS,
        31.6e9,
        [52.0, 2_688.0, 32.0, 128.0, 131_072.0],
    )
    .experts([128.0, 6.0, 29.375e9])
    .keeps(full(6.0, 512.0, 2.0))
    .state(49_082_368.0, 64.0)
    .context(262_144.0),
    known(
        "nemotron3_super",
        "Nemotron 3 Super 120B-A12B",
        SYSTEMS,
        119.3e9,
        [88.0, 4_096.0, 32.0, 128.0, 131_072.0],
    )
    .experts([512.0, 22.0, 112.74e9])
    .keeps(full(8.0, 512.0, 2.0))
    .state(170_229_760.0, 128.0)
    .context(262_144.0),
    known(
        "nemotron3_ultra",
        "Nemotron 3 Ultra 550B-A55B",
        SYSTEMS,
        543.3e9,
        [108.0, 8_192.0, 64.0, 128.0, 131_072.0],
    )
    .experts([512.0, 22.0, 515.4e9])
    .keeps(full(12.0, 512.0, 2.0))
    .state(407_961_600.0, 256.0)
    .context(262_144.0),
    known(
        "hy3",
        "Hunyuan Hy3 295B-A21B",
        LIBRARY,
        295.0e9,
        [80.0, 4_096.0, 64.0, 128.0, 120_832.0],
    )
    .experts([192.0, 8.0, 286.29e9])
    .keeps(full(80.0, 2_048.0, 8.0))
    .context(262_144.0),
    known(
        "hunyuan_a13b",
        "Hunyuan A13B",
        COPIES,
        80.39e9,
        [32.0, 4_096.0, 32.0, 128.0, 128_167.0],
    )
    .tied()
    .experts([64.0, 8.0, 77.309e9])
    .keeps(full(32.0, 2_048.0, 8.0))
    .context(262_144.0),
    known(
        "step37_flash",
        "Step 3.5/3.7 Flash 196B-A11B",
        SYSTEMS,
        195.8e9,
        [45.0, 4_096.0, 64.0, 128.0, 128_896.0],
    )
    .experts([288.0, 8.0, 190.25e9])
    .keeps(full(12.0, 2_048.0, 8.0))
    .keeps(full(33.0, 2_048.0, 8.0).last(512.0))
    .context(262_144.0),
    known(
        "mimo_v2_flash",
        "MiMo V2 Flash 309B-A15B",
        SYSTEMS,
        308.8e9,
        [48.0, 4_096.0, 64.0, 192.0, 152_576.0],
    )
    .experts([256.0, 8.0, 302.8e9])
    .keeps(full(9.0, 1_280.0, 4.0))
    .keeps(full(39.0, 2_560.0, 8.0).last(128.0))
    .context(262_144.0),
];
