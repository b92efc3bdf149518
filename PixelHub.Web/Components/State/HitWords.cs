using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Core.Events;

namespace PixelHub.Web.Components.State;

/// <summary>What happened, who did it and with what, in words.</summary>
public static class HitWords
{
    /// <summary>What happened.</summary>
    public static string Kind(EventKind kind) => kind switch
    {
        EventKind.Impression => "Open",
        EventKind.Click => "Click",
        EventKind.Conversion => "Conversion",
        _ => "Sent",
    };

    /// <summary>The sign that stands for what happened.</summary>
    public static string Icon(EventKind kind) => kind switch
    {
        EventKind.Click => "click",
        EventKind.Send => "send",
        _ => "eye",
    };

    /// <summary>Who it was; of a mail that was sent, how it is known.</summary>
    public static string Who(TrackedEvent hit) => hit.Kind == EventKind.Send ? "Reported" : Class(hit.Class);

    /// <summary>How that is known.</summary>
    public static string WhyWho(TrackedEvent hit) => hit.Kind == EventKind.Send
        ? "A program with a key of yours said so. It counts among the mails, not among the opens."
        : Why(hit);

    /// <summary>Who fetched it.</summary>
    public static string Class(EventClass @class) => @class switch
    {
        EventClass.HumanClient => "Mail program",
        EventClass.HumanBrowser => "Browser",
        EventClass.ProxyOpen => "Person via proxy",
        EventClass.MachinePrefetch => "Prefetch",
        EventClass.SecurityScanner => "Security scanner",
        EventClass.LinkPreview => "Link preview",
        EventClass.Crawler => "Crawler",
        EventClass.HttpLib => "Program",
        EventClass.TestOrUnmerged => "Test or unfilled tag",
        _ => "Unknown",
    };

    /// <summary>Which rule said so, and what the hit was taken for at first, in sentences.</summary>
    public static string Why(TrackedEvent hit) => hit.First is not { } first
        ? $"Rule {hit.Rule}. {ClassGroup.Of(hit.Class).Sentence}"
        : $"{FirstClass(hit)}. Then: {Meaning(hit.Rule)}. Rules {first.Rule}, then {hit.Rule}. {ClassGroup.Of(hit.Class).Sentence}";

    /// <summary>What a hit was taken for before its behaviour was known; null where that is what it still is taken for.</summary>
    public static string? FirstClass(TrackedEvent hit) => hit.First is { } first ? $"At first taken for: {Class(first.Class).ToLowerInvariant()}" : null;

    private static string Meaning(string rule) => RuleBook.Find(rule)?.Meaning is { Length: > 0 } meaning ? char.ToLowerInvariant(meaning[0]) + meaning[1..] : "judged otherwise";

    /// <summary>Why a hit is not in the results; null when it is.</summary>
    public static string? LeftOut(TrackedEvent hit, bool isRepeat) => hit.Scope switch
    {
        EventScope.Test => "test",
        EventScope.Outside => "not running",
        _ => !isRepeat ? null : hit.Kind == EventKind.Send ? "known already" : "repeat",
    };

    /// <summary>Client, system and device, as far as known.</summary>
    public static string Client(TrackedEvent hit)
    {
        var parts = new[] { hit.Client, hit.Os, hit.Device }.Where(p => !string.IsNullOrEmpty(p));
        return string.Join(" · ", parts) is { Length: > 0 } known ? known : NumberText.None;
    }

    /// <summary>Who it was, as far as that is kept in words: the recipient, the address. Null when neither is.</summary>
    /// <param name="hit">The hit.</param>
    /// <param name="showsNames">Whether its experiment keeps names.</param>
    public static string? Reader(TrackedEvent hit, bool showsNames)
    {
        var name = showsNames && hit.RecipientText is { } text ? VisibleText.Of(text) : null;
        return name is null || hit.Address is null ? name ?? hit.Address : $"{name} · {hit.Address}";
    }

    /// <summary>A status as one word.</summary>
    public static string Status(ExperimentStatus status) => status switch
    {
        ExperimentStatus.Draft => "Draft",
        ExperimentStatus.Running => "Running",
        ExperimentStatus.Paused => "Paused",
        ExperimentStatus.Completed => "Completed",
        _ => "Archived",
    };

    /// <summary>What the status means for a hit that arrives now.</summary>
    public static string StatusMeaning(ExperimentStatus status) => status switch
    {
        ExperimentStatus.Draft => "Hits are kept as tests and not counted. Start it before you send.",
        ExperimentStatus.Running => "Every hit is counted.",
        ExperimentStatus.Paused => "Pixel and link keep working in sent mails; hits are kept but not counted.",
        ExperimentStatus.Completed => "Pixel and link keep working in sent mails; hits are no longer counted.",
        _ => "Links in sent mails keep working; nothing is recorded.",
    };
}
