"""What a symbol of a server stands for. Pure."""

from chalicelib.accounts.model import Resolution, ResolvedBy, SymbolAliases


def resolved(symbol: str, aliases: SymbolAliases) -> Resolution:
    """What ``symbol`` stands for: by a name of its own, without its suffix, or itself.

    A suffix is not cut where nothing would be left.
    """
    if symbol in aliases.names:
        return Resolution(symbol, aliases.names[symbol], ResolvedBy.NAME)
    fitting = [one for one in aliases.suffixes if symbol.endswith(one) and len(one) < len(symbol)]
    if fitting:
        longest = max(fitting, key=len)
        return Resolution(symbol, symbol.removesuffix(longest), ResolvedBy.SUFFIX)
    return Resolution(symbol, symbol, ResolvedBy.ITSELF)
