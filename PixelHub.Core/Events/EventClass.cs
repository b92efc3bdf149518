namespace PixelHub.Core.Events;

/// <summary>Who fetched it. The number is written to disk and never changes its meaning.</summary>
public enum EventClass : byte
{
    /// <summary>Nothing known speaks for a person or for a machine.</summary>
    Unknown = 0,

    /// <summary>A mail client on a person's device.</summary>
    HumanClient = 1,

    /// <summary>A browser on a person's device.</summary>
    HumanBrowser = 2,

    /// <summary>A mail provider's image proxy on behalf of a person; device and place are unknown.</summary>
    ProxyOpen = 3,

    /// <summary>Fetched ahead of, or without, anybody reading (Apple Mail Privacy Protection, Gmail prefetch).</summary>
    MachinePrefetch = 4,

    /// <summary>A mail or link security product.</summary>
    SecurityScanner = 5,

    /// <summary>A chat or social network drawing a preview card.</summary>
    LinkPreview = 6,

    /// <summary>A search engine or another robot that says so.</summary>
    Crawler = 7,

    /// <summary>A program using an HTTP library.</summary>
    HttpLib = 8,

    /// <summary>A test mail, or a merge tag that the mailing tool never filled in.</summary>
    TestOrUnmerged = 9,
}
