"""The rules that cannot be tried here, each with the reason; every other rule has a test. conftest.py prints them."""

NOT_TRIED = {
    16: "the connector has no OAuth",
    22: "`check` answers every mistake with FAILED: there is no case that ends without",
    33: "Airbyte skips this rule itself",
    40: "optional: some columns are empty in every account, such as those of an A/B test",
    50: "asked at high strictness only; a state in the future is brought back by design",
}
