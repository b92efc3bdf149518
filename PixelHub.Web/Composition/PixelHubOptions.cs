using PixelHub.Core.EventLog;
using PixelHub.Core.Ingestion;

namespace PixelHub.Web.Composition;

/// <summary>The owner's settings: section <c>PixelHub</c> of appsettings.json, environment variables or the command line.</summary>
public sealed record PixelHubOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "PixelHub";

    /// <summary>Longest that single hits can be kept when not for ever: a hundred years.</summary>
    public const int MaxRetentionDays = 36_500;

    /// <summary>Folder of everything that is kept, relative to the current directory.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>Address under which mails reach this server, without a slash at its end; null takes the address the dashboard is opened with.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Which database, and where.</summary>
    public DatabaseSettings Database { get; init; } = new();

    /// <summary>The event log; its folder is <c>events</c> in the data folder.</summary>
    public EventLogOptions EventLog { get; init; } = new() { Directory = "data/events" };

    /// <summary>Most bytes of one file of the event log: so much of the newest hits stays there although the database has it.</summary>
    public long LogFileBytes => EventLog.SegmentBytes;

    /// <summary>Days that single hits are kept where an experiment says nothing else, 0 to <see cref="MaxRetentionDays"/>; 0 for ever.</summary>
    public int RetentionDays { get; init; } = 400;

    /// <summary>What <c>Sec-GPC: 1</c> and <c>DNT: 1</c> lead to: honour counts the hit and keeps nothing of the reader, ignore makes no difference.</summary>
    public PrivacySignals PrivacySignals { get; init; }

    /// <summary>What is kept of the address of a reader who may be told apart: none, prefix (/24 and /48) or hashed (under the salt of the day).</summary>
    public AddressMode AddressMode { get; init; }

    /// <summary>Proxies whose X-Forwarded headers are believed: addresses (192.0.2.7) or networks (10.0.0.0/8).</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Headers in which <see cref="TrustedProxies"/> say the client's country as two letters; the first that does is taken.</summary>
    public IReadOnlyList<string> CountryHeaders { get; init; } = ["CF-IPCountry", "CloudFront-Viewer-Country", "X-Vercel-IP-Country"];

    /// <summary>Path of a MaxMind-format file (.mmdb) that says in which country addresses are; null for none.</summary>
    public string? CountryDatabase { get; init; }

    /// <summary>Hosts on which dashboard and management API answer; empty for all.</summary>
    public IReadOnlyList<string> AdminHosts { get; init; } = [];
}

/// <summary>Which database, and where.</summary>
public sealed record DatabaseSettings
{
    /// <summary>Only <c>Sqlite</c> in this version.</summary>
    public string Provider { get; init; } = "Sqlite";

    /// <summary>A connection string instead of the default file in the data folder.</summary>
    public string? ConnectionString { get; init; }
}
