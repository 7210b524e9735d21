# Completion for fish: what may follow is asked of the program itself.

function __baogao_complete
    set -l words (commandline -opc) (commandline -ct)
    # It fails where the name of a file may stand.
    $words[1] complete -- $words[2..] 2>/dev/null
    or __fish_complete_path (commandline -ct)
end

complete -c baogao -f -a '(__baogao_complete)'
