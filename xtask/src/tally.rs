//! How many tests passed and failed, read from what the test programs print.

/// Counts of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: u32,
    /// Tests that failed, and those that could not run.
    pub(crate) failed: u32,
}

impl Tally {
    /// One check that passed.
    pub(crate) const PASS: Self = Self {
        passed: 1,
        failed: 0,
    };
    /// One check that failed.
    pub(crate) const FAIL: Self = Self {
        passed: 0,
        failed: 1,
    };

    /// The sum of two counts.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
        }
    }

    /// Counts `test result: ok. 3 passed; 0 failed; 0 ignored; ...`, which both
    /// `cargo test` and the wasm test runner print. An ignored test is a failed
    /// one: it would never be missed.
    pub(crate) fn of_cargo(output: &str) -> Self {
        let results = output
            .lines()
            .filter_map(|line| line.trim().strip_prefix("test result: "));
        results
            .map(|line| Self {
                passed: count_before(line, "passed"),
                failed: count_before(line, "failed") + count_before(line, "ignored"),
            })
            .fold(Self::default(), Self::plus)
    }

    /// Counts the summary of Playwright's list reporter: `  3 passed (1.2s)`.
    pub(crate) fn of_playwright(output: &str) -> Self {
        let of = |word: &str| -> u32 {
            let summaries = output.lines().map(str::trim);
            summaries
                .filter(|line| is_summary(line, word))
                .map(|line| count_before(line, word))
                .sum()
        };
        Self {
            passed: of("passed"),
            failed: ["failed", "flaky", "skipped", "did not run", "interrupted"]
                .map(of)
                .iter()
                .sum(),
        }
    }
}

fn is_summary(line: &str, word: &str) -> bool {
    line.split_once(' ').is_some_and(|(count, rest)| {
        count.bytes().all(|byte| byte.is_ascii_digit())
            && (rest == word
                || rest
                    .strip_prefix(word)
                    .is_some_and(|rest| rest.starts_with(" (")))
    })
}

fn count_before(line: &str, word: &str) -> u32 {
    line.split([';', '.'])
        .filter_map(|part| part.trim().split_once(' '))
        .find(|(_, rest)| rest.starts_with(word))
        .and_then(|(count, _)| count.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn cargo_results_add_up_and_ignored_tests_fail() {
        let output = "running 2 tests\n\
                      test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
                      test result: FAILED. 3 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(
            Tally::of_cargo(output),
            Tally {
                passed: 15,
                failed: 3
            }
        );
    }

    #[test]
    fn only_playwrights_summary_counts() {
        let output = "  ok 1 loading.spec.ts:3:1 > 2 passed tests in a title\n\
                      \n  1 failed\n    loading.spec.ts:9:1\n  2 did not run\n  14 passed (3.4s)\n";
        assert_eq!(
            Tally::of_playwright(output),
            Tally {
                passed: 14,
                failed: 3
            }
        );
    }
}
