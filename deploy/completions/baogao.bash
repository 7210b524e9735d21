# Completion for bash: what may follow is asked of the programs themselves.

_baogao()
{
    local words=() word candidates
    # bash parts --option=value into three words.
    for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
        [[ $word == = ]] || words+=("$word")
    done
    [[ ${COMP_WORDS[COMP_CWORD]} != = ]] || words+=("")
    # It fails where the name of a file may stand.
    candidates=$("$1" complete -- "${words[@]}" 2>/dev/null) || compopt -o default
    COMPREPLY=()
    while IFS=$'\t' read -r word _; do
        [[ -z $word ]] || COMPREPLY+=("$word")
    done <<<"$candidates"
}

# The options of a daemon, from its help; their values may be files.
_baogao_daemon()
{
    local options
    [[ $2 == -* ]] || return 0
    options=$("$1" --help 2>/dev/null | grep -oE '^  --[a-z-]+')
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$2")
}

complete -F _baogao baogao
complete -o default -F _baogao_daemon baogao-worker baogao-publisher
