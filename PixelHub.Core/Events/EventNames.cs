using System.Collections.Immutable;

namespace PixelHub.Core.Events;

/// <summary>The words for kinds, classes and scopes as programs see them in JSON and on the command line.</summary>
public static class EventNames
{
    /// <summary>Every class, in the order in which reports list them: people first.</summary>
    public static ImmutableArray<EventClass> Classes { get; } =
    [
        EventClass.HumanClient, EventClass.HumanBrowser, EventClass.ProxyOpen, EventClass.MachinePrefetch, EventClass.SecurityScanner,
        EventClass.LinkPreview, EventClass.Crawler, EventClass.HttpLib, EventClass.TestOrUnmerged, EventClass.Unknown,
    ];

    /// <summary>Whether a person stands behind the hit: these classes make the headline numbers.</summary>
    public static bool IsPerson(this EventClass @class) =>
        @class is EventClass.HumanClient or EventClass.HumanBrowser or EventClass.ProxyOpen;

    /// <summary>The kind as one lower-case word.</summary>
    public static string Wire(this EventKind kind) => kind switch
    {
        EventKind.Impression => "impression",
        EventKind.Click => "click",
        EventKind.Conversion => "conversion",
        EventKind.Send => "send",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of event."),
    };

    /// <summary>The class in lower case with underscores.</summary>
    public static string Wire(this EventClass @class) => @class switch
    {
        EventClass.Unknown => "unknown",
        EventClass.HumanClient => "human_client",
        EventClass.HumanBrowser => "human_browser",
        EventClass.ProxyOpen => "proxy_open",
        EventClass.MachinePrefetch => "machine_prefetch",
        EventClass.SecurityScanner => "security_scanner",
        EventClass.LinkPreview => "link_preview",
        EventClass.Crawler => "crawler",
        EventClass.HttpLib => "http_lib",
        EventClass.TestOrUnmerged => "test_or_unmerged",
        _ => throw new ArgumentOutOfRangeException(nameof(@class), @class, "Not a class."),
    };

    /// <summary>The scope as one lower-case word.</summary>
    public static string Wire(this EventScope scope) => scope switch
    {
        EventScope.Counted => "counted",
        EventScope.Test => "test",
        EventScope.Outside => "outside",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "Not a scope."),
    };
}
