using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;

namespace PixelHub.Core.RuleEditing;

/// <summary>Keeps what the owner changed about the rules, and <see cref="RuleSetHolder"/> in step with it.</summary>
public interface IRuleStore
{
    /// <summary>Reads the rules from the database into <see cref="RuleSetHolder"/>.</summary>
    Task LoadAsync(CancellationToken cancellationToken);

    /// <summary>Saves everything at once. It holds for every hit that begins after the call returned.</summary>
    /// <param name="edits">All that differs from the rules as they are delivered.</param>
    /// <param name="version">The version that they were made from.</param>
    /// <param name="who">Name of the user.</param>
    /// <param name="changes">What changes, a sentence for each, for the list of changes.</param>
    /// <param name="cancellationToken">Gives up before anything is changed.</param>
    Task<RuleSaveResult> SaveAsync(RuleEdits edits, long version, string who, IReadOnlyList<string> changes, CancellationToken cancellationToken);

    /// <summary>The last changes, newest first.</summary>
    Task<IReadOnlyList<RuleHistoryEntry>> ReadHistoryAsync(CancellationToken cancellationToken);
}

/// <summary>What became of a wish to save rules.</summary>
public abstract record RuleSaveResult
{
    private RuleSaveResult()
    {
    }

    /// <summary>They are saved and hold.</summary>
    public sealed record Saved(RuleSet Rules) : RuleSaveResult;

    /// <summary>Something is wrong with them; nothing was saved.</summary>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : RuleSaveResult;

    /// <summary>Somebody else saved meanwhile; nothing was saved.</summary>
    public sealed record Stale(RuleSet Current) : RuleSaveResult;
}

/// <summary>Somebody changed the rules.</summary>
/// <param name="At">When.</param>
/// <param name="Who">Name of the user.</param>
/// <param name="Changes">What, a sentence for each.</param>
public sealed record RuleHistoryEntry(DateTimeOffset At, string Who, IReadOnlyList<string> Changes)
{
    /// <summary>How many of them are kept.</summary>
    public const int Kept = 20;
}
