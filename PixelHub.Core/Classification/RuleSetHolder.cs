namespace PixelHub.Core.Classification;

/// <summary>Hands out the newest rules without a lock.</summary>
public sealed class RuleSetHolder
{
    private volatile RuleSet _current = RuleSet.BuiltIn;

    /// <summary>The rules now. Read it once per request: the next read may be newer ones.</summary>
    public RuleSet Current => _current;

    /// <summary>Puts newer rules in place; requests under way finish with those they hold.</summary>
    public void Swap(RuleSet next) => _current = next;
}
