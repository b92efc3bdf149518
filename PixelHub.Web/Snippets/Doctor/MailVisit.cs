using System.Collections.Immutable;
using PixelHub.Core.Catalog;

namespace PixelHub.Web.Snippets.Doctor;

/// <summary>An address of this server that was found, and what it belongs to.</summary>
/// <param name="Element">Its tag.</param>
/// <param name="Address">The address.</param>
/// <param name="Experiment">Its experiment.</param>
internal sealed record TrackedElement(MailElement Element, TrackedAddress Address, Experiment Experiment);

/// <summary>What is noted while a mail is looked through.</summary>
internal sealed class MailVisit(string html, DoctorContext context)
{
    private readonly Dictionary<(string Code, string Sentence), Noted> _noted = [];

    public MailText Source { get; } = new(html);

    public DoctorContext Context { get; } = context;

    /// <summary>Where mails reach this server.</summary>
    public Uri Root { get; } = Uri.TryCreate(context.BaseUrl, UriKind.Absolute, out var root) && root.Scheme is "http" or "https"
        ? root
        : throw new ArgumentException("The base must be an absolute http or https address.", nameof(context));

    public SourceEdits Edits => _edits ??= new SourceEdits(Source);

    /// <summary>Pixels and images of experiments, in order.</summary>
    public List<TrackedElement> Openers { get; } = [];

    /// <summary>Links of experiments, in order.</summary>
    public List<TrackedElement> TrackedLinks { get; } = [];

    /// <summary>Where Gmail cuts the mail off.</summary>
    public int Cut => _cut ??= Source.IndexAfter(MailDoctor.ClipBytes);

    /// <summary>Links to other hosts.</summary>
    public int OtherLinks { get; set; }

    private SourceEdits? _edits;
    private int? _cut;

    /// <summary>Notes something. The same sentence about several places is one finding.</summary>
    /// <param name="code">Stable word for its kind.</param>
    /// <param name="weight">How much it matters.</param>
    /// <param name="sentence">The finding.</param>
    /// <param name="at">Where; null when it is about the mail as a whole.</param>
    public void Say(string code, FindingWeight weight, string sentence, MailElement? at = null)
    {
        if (!_noted.TryGetValue((code, sentence), out var noted))
        {
            _noted[(code, sentence)] = noted = new Noted(weight, at is null ? null : Source.Excerpt(at.Start, at.End), []);
        }

        if (at is not null && noted.Lines.Count < MostLines)
        {
            noted.Lines.Add(Source.LineOf(at.Start));
        }
    }

    /// <summary>Everything noted, the weightiest first, then in order of place.</summary>
    public ImmutableArray<MailFinding> Findings() =>
    [
        .. _noted.Select(n => new MailFinding(n.Key.Code, n.Value.Weight, n.Key.Sentence, [.. n.Value.Lines.Distinct().Order()], n.Value.Excerpt))
            .OrderBy(f => f.Weight).ThenBy(f => f.Lines.IsEmpty ? 0 : f.Lines[0]),
    ];

    /// <summary>Lines kept of one finding: enough to mend it, and a bound for a text made of nothing else.</summary>
    private const int MostLines = 1_000;

    private sealed record Noted(FindingWeight Weight, string? Excerpt, List<int> Lines);
}
