"""Files are recognised by what they hold, and read by the program that they were made for."""

from pathlib import Path

import pytest

from holdfast.errors import InputError, QuestionError
from holdfast.exchange import Program, read_case, recognise

UTILITY = (
    '<utility_space><objective><weight index="1" value="1"/><issue index="1" name="Pier">'
    '<item value="old" evaluation="1"/><item value="new" evaluation="2"/></issue></objective>'
    "</utility_space>"
)
PROFILE = (
    '{"LinearAdditiveUtilitySpace": {"issueWeights": {"a": 1}, "issueUtilities": {"a":'
    ' {"discreteutils": {"valueUtilities": {"x": 0, "y": 1}}}},'
    ' "domain": {"name": "d", "issuesValues": {"a": {"values": ["x", "y"]}}}}}'
)
SPACE = "issues:\n- {name: a, values: [x, y]}\ntype: DiscreteCartesianOutcomeSpace\n"
FUNCTION = "type: LinearAdditiveUtilityFunction\nvalues: [{x: 1, y: 2}]\n"
TABLE = "Stakeholder\tPosition\tSalience\nA\t10\t50\nB\t90\t50\n"

CASES = {
    Program.GENIUS: {"d.xml": UTILITY, "u.xml": UTILITY},
    Program.GENIUSWEB: {"p.json": PROFILE},
    Program.NEGMAS: {"s.yml": SPACE, "u.yml": FUNCTION},
    Program.DECIDE: {"t.txt": TABLE},
}


def written(folder: Path, texts: dict[str, str]) -> list[Path]:
    """The files of a case."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


@pytest.mark.parametrize("program", Program)
def test_each_program_is_recognised_and_read(program: Program, tmp_path: Path) -> None:
    """By every one of its files, named or not."""
    files = written(tmp_path, CASES[program])
    assert [recognise(file) for file in files] == [program] * len(files)
    assert read_case(files) == read_case(files, program)
    assert read_case(files).dossier.views


def test_what_is_no_case_is_refused(tmp_path: Path) -> None:
    """With all the programs that are known."""
    (file,) = written(tmp_path, {"x.txt": "holdfast: 1\ntitle: A dossier\n"})
    with pytest.raises(InputError) as caught:
        recognise(file)
    assert caught.value.code == "unknown-program"
    assert "genius, geniusweb, negmas, decide" in caught.value.message


def test_as_many_files_as_it_takes(tmp_path: Path) -> None:
    """No file is no case, and a table stands alone."""
    table = written(tmp_path, CASES[Program.DECIDE])
    for files, code in [([], "no-files"), (table * 2, "one-file")]:
        with pytest.raises(QuestionError) as caught:
            read_case(files)
        assert caught.value.code == code
