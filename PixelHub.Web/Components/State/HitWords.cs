using PixelHub.Core.Catalog;
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
        _ => "Send",
    };

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

    /// <summary>Why a hit is not in the results; null when it is.</summary>
    public static string? LeftOut(TrackedEvent hit, bool isRepeat) => hit.Scope switch
    {
        EventScope.Test => "test",
        EventScope.Outside => "not running",
        _ => isRepeat ? "repeat" : null,
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
