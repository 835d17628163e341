"""The promises that `make mutants` breaks are those the code still keeps."""

import pytest

from tests.mutants.bench import ROOT
from tests.mutants.mutant import Mutant
from tests.mutants.named import named


@pytest.mark.parametrize("mutant", named(), ids=lambda mutant: mutant.name)
def test_what_a_mutant_changes_stands_in_the_code_once(mutant: Mutant) -> None:
    mutant.texts(ROOT)
    for test in mutant.tests:
        assert (ROOT / test.partition("::")[0]).exists(), test
