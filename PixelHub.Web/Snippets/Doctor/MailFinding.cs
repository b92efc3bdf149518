using System.Collections.Immutable;

namespace PixelHub.Web.Snippets.Doctor;

/// <summary>How much a finding matters.</summary>
public enum FindingWeight
{
    /// <summary>The mail will count wrongly, or lead nowhere.</summary>
    Wrong,

    /// <summary>Right in some mails and wrong in others: the owner has to look.</summary>
    Doubtful,

    /// <summary>Worth knowing.</summary>
    Note,
}

/// <summary>Something about a mail that its owner should know.</summary>
/// <param name="Code">Stable word for the kind of finding, for example <c>pixel-hidden</c>.</param>
/// <param name="Weight">How much it matters.</param>
/// <param name="Sentence">What is there, what follows from it, and what to do.</param>
/// <param name="Lines">Lines in the pasted text, from 1, in order; empty when it is about the mail as a whole.</param>
/// <param name="Excerpt">The text at the first of the lines, cut short, as it was pasted: hostile until encoded. Null when there is none.</param>
public sealed record MailFinding(string Code, FindingWeight Weight, string Sentence, ImmutableArray<int> Lines, string? Excerpt);

/// <summary>A correction that was made in the corrected text.</summary>
/// <param name="Sentence">What was done.</param>
/// <param name="Line">Where, in the pasted text, from 1.</param>
public sealed record MailChange(string Sentence, int Line);

/// <summary>What the doctor says of a mail.</summary>
/// <param name="Findings">The weightiest first.</param>
/// <param name="Corrected">The text with every safe correction made and nothing else touched; null when there was none to make.</param>
/// <param name="Changes">What was corrected, in order of place.</param>
public sealed record MailReport(ImmutableArray<MailFinding> Findings, string? Corrected, ImmutableArray<MailChange> Changes)
{
    /// <summary>Size of the pasted text in UTF-8.</summary>
    public int Bytes { get; init; }

    /// <summary>Pixels and images of experiments in it.</summary>
    public int Openers { get; init; }

    /// <summary>Links that lead over this server.</summary>
    public int TrackedLinks { get; init; }

    /// <summary>Links to other hosts, straight.</summary>
    public int OtherLinks { get; init; }
}
