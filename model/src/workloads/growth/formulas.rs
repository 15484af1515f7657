//! How many customers are there after so many months, and after how many months are
//! there so many? Each shape of growth answers both in closed form, in each case.
//!
//! ```text
//! by shares:    customers(t) = customers * factor ^ t
//! by numbers:   customers(t) = customers + added * t
//! to a ceiling: customers(t) = ceiling / (1 + (ceiling / customers - 1) * factor ^ -t)
//! ```

use crate::facts::constants::ONE_MONTH;
use crate::facts::sources::{CAPACITY_GUIDE, DEFINITION, OURS};
use crate::quantity::brackets::max;
use crate::quantity::math::{ln, power};

crate::formulas! {
    source: CAPACITY_GUIDE; in "growth.{case}";

    /// Growth of a month in this case: the stated rate times the factor of the case.
    pub fn case_rate "Growth in this case" (case_factor: "x"; growth.rate) -> "share/month" from DEFINITION
    { rate * case_factor }

    /// Customers added a month in this case: the stated number times the factor of the case.
    pub fn case_added "Added a month in this case"
        (case_factor: "x"; growth.added_customers) -> "customer/month" from DEFINITION
    { added_customers * case_factor }

    /// What one month multiplies the customers by, where growth is net of churn.
    pub fn growth_factor_net "Growth factor of a month" (case_rate: "share/month") -> "x" as growth_factor
    { max(0.0, 1.0 + case_rate * ONE_MONTH) }

    /// What one month multiplies the customers by: who comes, less who leaves.
    pub fn growth_factor_gross "Growth factor of a month"
        (case_rate: "share/month"; growth.churn) -> "x" as growth_factor from OURS
    { max(0.0, 1.0 + (case_rate - churn) * ONE_MONTH) }

    /// What a month leaves of the customers, when a share of them leaves.
    pub fn retained "Customers kept over a month" (; growth.churn) -> "x" from OURS
    { 1.0 - churn * ONE_MONTH }

    /// Customers at which as many leave in a month as are added.
    pub fn steady_customers "Customers at balance" (case_added: "customer/month"; growth.churn) -> "customer" from OURS
    { case_added / churn }

    /// Customers after so many months, each month growing by the same share.
    pub fn customers_exponential "Customers"
        (customers: "customer", growth_factor: "x", months_ahead: "month") -> "customer" as customers
    { customers * power(growth_factor, months_ahead / ONE_MONTH) }

    /// Customers after so many months, as many added in each.
    pub fn customers_linear "Customers"
        (customers: "customer", case_added: "customer/month", months_ahead: "month") -> "customer" as customers
        from OURS
    { max(0.0, customers + case_added * months_ahead) }

    /// Customers after so many months, as many added in each and a share of them leaving: they tend to the
    /// balance of both.
    pub fn customers_linear_gross "Customers"
        (
            customers: "customer", steady_customers: "customer", retained: "x", months_ahead: "month"
        ) -> "customer" as customers from OURS
    { max(0.0, steady_customers + (customers - steady_customers) * power(retained, months_ahead / ONE_MONTH)) }

    /// Customers after so many months: growth slows as they near the ceiling.
    pub fn customers_logistic "Customers"
        (
            customers: "customer", growth_factor: "x", months_ahead: "month"; growth.ceiling
        ) -> "customer" as customers from OURS
    { ceiling / (1.0 + (ceiling / customers - 1.0) * power(growth_factor, 0.0 - months_ahead / ONE_MONTH)) }

    /// Customers by the table, in a case that takes more or less of its growth.
    pub fn customers_own "Customers"
        (
            customers: "customer", own_customers: "customer", case_factor: "x"
        ) -> "customer" as customers from DEFINITION
    { customers * power(own_customers / customers, case_factor) }

    /// Months until there are so many customers, each month growing by the same share.
    pub fn months_to_exponential "Months until then"
        (
            target_customers: "customer", customers: "customer", growth_factor: "x"
        ) -> "month" as months_to "growth.{case}months_to.{row}"
    { ONE_MONTH * ln(target_customers / customers) / ln(growth_factor) }

    /// Months until there are so many customers, as many added in each.
    pub fn months_to_linear "Months until then"
        (
            target_customers: "customer", customers: "customer", case_added: "customer/month"
        ) -> "month" as months_to "growth.{case}months_to.{row}" from OURS
    { (target_customers - customers) / case_added }

    /// Months until there are so many customers, as many added in each and a share of them leaving.
    pub fn months_to_linear_gross "Months until then"
        (
            target_customers: "customer", customers: "customer", steady_customers: "customer", retained: "x"
        ) -> "month" as months_to "growth.{case}months_to.{row}" from OURS
    { ONE_MONTH * ln((steady_customers - target_customers) / (steady_customers - customers)) / ln(retained) }

    /// Months until there are so many customers, growing towards the ceiling.
    pub fn months_to_logistic "Months until then"
        (
            target_customers: "customer", customers: "customer", growth_factor: "x"; growth.ceiling
        ) -> "month" as months_to "growth.{case}months_to.{row}" from OURS
    { ONE_MONTH * ln((ceiling / customers - 1.0) / (ceiling / target_customers - 1.0)) / ln(growth_factor) }

    /// Months until there are so many customers, where something has changed before.
    pub fn months_to_since "Months until then" (target_customers: "customer") -> "month"
        as months_to "growth.{case}months_to.{row}" from DEFINITION
        solved "from the month of the last change on, growing as is stated from then"

    /// Customers in the month in which what is stated changed.
    pub fn customers_at_change "Customers at the change" () -> "customer" from DEFINITION
        table "those of the plan until then, or as stated from then on"

    /// Months from the last change of what is stated.
    pub fn months_since "Months from the change" () -> "month" as months_since "growth.months_since"
        from DEFINITION table "counted from the change"

    /// Customers in the table when this case has so many.
    pub fn own_target "Customers by the table then"
        (
            customers: "customer", target_customers: "customer", case_factor: "x"
        ) -> "customer" as own_target "growth.{case}own_target.{row}" from DEFINITION
    { customers * power(target_customers / customers, 1.0 / case_factor) }

    /// Months until the table comes to so many customers.
    pub fn months_to_own_curved "Months until then"
        (
            own_target: "customer", customers_before: "customer", customers_after: "customer",
            month_before: "month", month_after: "month"
        ) -> "month" as months_to "growth.{case}months_to.{row}" from DEFINITION
    {
        month_before
            + (month_after - month_before) * ln(own_target / customers_before) / ln(customers_after / customers_before)
    }

    /// Months until the table comes to so many customers.
    pub fn months_to_own_straight "Months until then"
        (
            own_target: "customer", customers_before: "customer", customers_after: "customer",
            month_before: "month", month_after: "month"
        ) -> "month" as months_to "growth.{case}months_to.{row}" from DEFINITION
    {
        month_before
            + (month_after - month_before) * (own_target - customers_before) / (customers_after - customers_before)
    }
}
