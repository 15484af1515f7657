//! How are units and labels called where predictions are served?

/// As they are elsewhere, and of predictions.
pub const WORDS: &[(&str, &str)] = &[
    // Units.
    ("req", "prediction"),
    ("req/s", "prediction/s"),
    ("req/min", "prediction/min"),
    ("req/h", "prediction/h"),
    ("req/day", "prediction/day"),
    ("req/week", "prediction/week"),
    ("req/month", "prediction/month"),
    ("req/user/min", "prediction/user/min"),
    ("req/message", "prediction/message"),
    ("req/s/gpu", "prediction/s/gpu"),
    ("req/s/replica", "prediction/s/replica"),
    ("req/s/machine", "prediction/s/machine"),
    ("req/replica", "prediction/replica"),
    ("USD/req", "USD/prediction"),
    ("USD/kreq", "USD/thousand predictions"),
    // Labels of inputs and figures.
    ("Requests a day", "Predictions a day"),
    ("Average request rate", "Predictions on average"),
    ("Peak request rate", "Predictions at the peak"),
    (
        "Requests per user a minute",
        "Predictions per user a minute",
    ),
    ("Requests for each message", "Predictions for each message"),
    ("Inference calls at the peak", "Model calls at the peak"),
    (
        "Requests that can be served",
        "Predictions that can be made",
    ),
    ("More requests at the peak", "More predictions at the peak"),
    ("Requests in the log", "Predictions in the log"),
    ("A request brings", "A prediction brings"),
    ("Cost per success", "Cost of a prediction"),
    ("Requests", "Predictions"),
    ("Requests before it", "Predictions before it"),
    ("Requests at its height", "Predictions at its height"),
    ("A request may wait", "A prediction may wait"),
    ("A request takes", "A prediction takes"),
    // What is stated, as a noun for more of it.
    ("requests a day", "predictions a day"),
    (
        "requests a second on average",
        "predictions a second on average",
    ),
    (
        "requests a second at the peak",
        "predictions a second at the peak",
    ),
    (
        "Requests a second on average",
        "Predictions a second on average",
    ),
    (
        "Requests a second at the peak",
        "Predictions a second at the peak",
    ),
    // Rows and words of sections.
    ("Requests during a launch", "Predictions during a launch"),
    (
        "Requests in a viral moment",
        "Predictions in a viral moment",
    ),
    ("Requests while recovering", "Predictions while recovering"),
    (
        "Requests that they can serve",
        "Predictions that they can make",
    ),
    (" more requests a second", " more predictions a second"),
];

/// All of them.
pub fn words() -> &'static [(&'static str, &'static str)] {
    WORDS
}
