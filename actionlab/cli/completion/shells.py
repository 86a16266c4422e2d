"""The shells: the script that each is given for completion, and how it wants the answer to a TAB.

The words up to the cursor come in by environment variables, because the command line that is being typed
is no command yet. What differs from click: bash and PowerShell hand over the line as it stands, so that
`:`, `=`, quotes and folders of Windows survive, and values that need quotes get them.
"""

import os
import re
from typing import Any

import click
from click import shell_completion
from click.shell_completion import CompletionItem, ShellComplete, split_arg_string

from actionlab.cli.terminal import visible
from actionlab.errors import ActionlabError

_OPTION_WITH_VALUE = re.compile(r"(--[\w-]+=)(.*)", re.DOTALL)
_PLAIN_IN_POWERSHELL = re.compile(r"[\w./:=+\\-]+")


class Shell(ShellComplete):
    """What the shells share: `--option=value` is answered whole, and help is one line."""

    # the command that puts it in use for every new window
    use: str = ""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """Give what fits; nothing after a mistyped command, or without a workspace that can be read."""
        found = _OPTION_WITH_VALUE.fullmatch(incomplete)
        before = found[1] if found else ""
        try:
            items = super().get_completions(args, incomplete)
        except (click.UsageError, ActionlabError):
            return []
        # what a terminal would obey is nothing to type
        return [self._shown(item, before) for item in items if item.value == visible(item.value)]

    def _shown(self, item: CompletionItem[str], before: str) -> CompletionItem[str]:
        told = " ".join(visible(item.help).split()) if item.help else None
        head = before if item.type == "plain" else ""
        return CompletionItem(head + item.value, type=item.type, help=told)


class Bash(Shell, shell_completion.BashComplete):
    """Bash, also 3.2 of macOS and the one that comes with Git for Windows."""

    use = """echo 'eval "$(actionlab completion bash)"' >> ~/.bashrc"""
    source_template = """\
%(complete_func)s() {
    local kind value word="${COMP_WORDS[COMP_CWORD]}"
    COMPREPLY=()
    while IFS=, read -r kind value; do
        case $kind in
            dir) compopt -o dirnames 2>/dev/null || COMPREPLY+=("$word") ;;
            file) compopt -o default 2>/dev/null || COMPREPLY+=("$word") ;;
            plain)
                case $value in *[:=]) compopt -o nospace 2>/dev/null ;; esac
                case $word in [\\"\\']*) ;; *) printf -v value %%q "$value" ;; esac
                COMPREPLY+=("$value") ;;
        esac
    done < <(COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" \\
        %(complete_var)s=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F %(complete_func)s %(prog_name)s 2>/dev/null ||
    complete -F %(complete_func)s %(prog_name)s
"""

    def source(self) -> str:
        """Give the script; it works in every bash, so click's look at the version is not needed."""
        return ShellComplete.source(self)

    def get_completion_args(self) -> tuple[list[str], str]:
        """Give the words before the cursor, and the one that is being typed."""
        line = os.environ["COMP_LINE"]
        words = split_arg_string(line)[1:]
        incomplete = words.pop() if words and not _ends_between_words(line) else ""
        return words, incomplete

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Give a value without what bash takes for an earlier word: up to the last of `:` and `=`."""
        breaks = set(os.environ.get("COMP_WORDBREAKS", "")) & set(":=")
        _words, typed = self.get_completion_args()
        cut = max((typed.rfind(sign) for sign in breaks), default=-1) + 1
        if not _OPEN_QUOTE.search(os.environ["COMP_LINE"]):
            item = CompletionItem(item.value[cut:], type=item.type)
        return f"{item.type},{item.value}"


class Zsh(Shell, shell_completion.ZshComplete):
    """Zsh."""

    use = """echo 'eval "$(actionlab completion zsh)"' >> ~/.zshrc"""


class Fish(Shell, shell_completion.FishComplete):
    """Fish."""

    # a text beside a value may hold a comma
    source_template = shell_completion.FishComplete.source_template.replace(
        'string split ","', 'string split -m 1 ","'
    )
    use = "echo 'actionlab completion fish | source' >> ~/.config/fish/config.fish"


class PowerShell(Shell):
    """PowerShell 7 and Windows PowerShell 5.1 (which never asks for what follows a bare `-` or `--`)."""

    name = "powershell"
    use = (
        "if (!(Test-Path $PROFILE)) { New-Item -Force $PROFILE | Out-Null };"
        " Add-Content $PROFILE 'actionlab completion powershell | Out-String | Invoke-Expression'"
    )
    source_template = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s, %(prog_name)s.exe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = $commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value }
            else { $_.Extent.Text }
        }
    $encoding = [Console]::OutputEncoding
    try {
        try { [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false) } catch { }
        $env:COMP_WORDS = @($before) -join "`n"
        $env:COMP_CWORD = $wordToComplete
        $env:%(complete_var)s = 'powershell_complete'
        $command = $commandAst.GetCommandName()
        $lines = @(& $command 2>$null)
    } finally {
        $env:COMP_WORDS = $env:COMP_CWORD = $env:%(complete_var)s = $null
        try { [Console]::OutputEncoding = $encoding } catch { }
    }
    if ($lines -contains 'file') { return }
    if ($lines.Count -eq 0) { return '' }
    foreach ($line in $lines) {
        $value, $told = $line -split "`t", 2
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $told)
    }
}
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Give the words before the cursor, and the one that is being typed, without its quote."""
        before = os.environ.get("COMP_WORDS", "")
        typed = os.environ.get("COMP_CWORD", "")
        quoted = typed[:1] in ("'", '"')
        return before.split("\n") if before else [], typed.strip(typed[0]) if quoted else typed

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Give a line with a value, quoted where PowerShell needs it, and a text that is never empty.

        For a file or folder it is one word: PowerShell completes those itself.
        """
        if item.type != "plain":
            return "file"
        value = item.value
        if not _PLAIN_IN_POWERSHELL.fullmatch(value):
            value = "'" + value.replace("'", "''") + "'"
        return f"{value}\t{item.help or item.value}"


_OPEN_QUOTE = re.compile(r"""(?:^|\s)["'][^"']*$""")

SHELLS: dict[str, type[Shell]] = {
    "bash": Bash,
    "zsh": Zsh,
    "fish": Fish,
    "powershell": PowerShell,
}


def _ends_between_words(line: str) -> bool:
    return line[-1:].isspace() and not line.endswith("\\ ") and not _OPEN_QUOTE.search(line)
