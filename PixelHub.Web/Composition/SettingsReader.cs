using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Numerics;
using Microsoft.Extensions.Options;
using PixelHub.Core.EventLog;
using PixelHub.Core.Ingestion;

namespace PixelHub.Web.Composition;

/// <summary>Reads <see cref="PixelHubOptions"/> and collects every fault, so that an owner can mend them all in one restart.</summary>
public static class SettingsReader
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="OptionsValidationException">Something is wrong; one sentence for each fault, with its key.</exception>
    public static PixelHubOptions Read(IConfiguration configuration)
    {
        var (options, faults) = TryRead(configuration);
        return faults.Count == 0 ? options : throw new OptionsValidationException(PixelHubOptions.Section, typeof(PixelHubOptions), faults);
    }

    /// <summary>Reads the settings and says what is wrong with them.</summary>
    public static (PixelHubOptions Options, IReadOnlyList<string> Faults) TryRead(IConfiguration configuration)
    {
        var section = configuration.GetSection(PixelHubOptions.Section);
        var defaults = new PixelHubOptions();
        List<string> faults = [];
        var folder = section["DataDirectory"] ?? defaults.DataDirectory;
        var options = new PixelHubOptions
        {
            DataDirectory = folder,
            PublicUrl = Text(section["PublicUrl"])?.TrimEnd('/'),
            Database = new DatabaseSettings
            {
                Provider = Text(section["Database:Provider"]) ?? defaults.Database.Provider,
                ConnectionString = Text(section["Database:ConnectionString"]),
            },
            EventLog = ReadEventLog(section.GetSection("EventLog"), folder, faults),
            RetentionDays = Number(section, nameof(PixelHubOptions.RetentionDays), defaults.RetentionDays, faults),
            PrivacySignals = ReadPrivacySignals(Text(section[nameof(PixelHubOptions.PrivacySignals)]), defaults.PrivacySignals, faults),
            AddressMode = ReadAddressMode(Text(section[nameof(PixelHubOptions.AddressMode)]), defaults.AddressMode, faults),
            TrustedProxies = List(section.GetSection("TrustedProxies")),
            CountryHeaders = List(section.GetSection("CountryHeaders")) is { Length: > 0 } headers ? headers : defaults.CountryHeaders,
            CountryDatabase = Text(section[nameof(PixelHubOptions.CountryDatabase)]),
            AdminHosts = List(section.GetSection("AdminHosts")),
        };
        CheckDataDirectory(options.DataDirectory, faults);
        CheckPublicUrl(options.PublicUrl, faults);
        CheckDatabase(options.Database, faults);
        CheckRetention(options.RetentionDays, faults);
        faults.AddRange(options.TrustedProxies.Select(ProxyFault).OfType<string>());
        faults.AddRange(options.CountryHeaders.Where(h => !h.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')).Select(h =>
            $"PixelHub:CountryHeaders holds “{h}”; give names of headers like CF-IPCountry."));
        faults.AddRange(options.AdminHosts.Where(h => !IsHost(h)).Select(h =>
            $"PixelHub:AdminHosts holds “{h}”; give host names like dashboard.example.com, with a port (example.com:5080) only where it is not the usual one."));
        CheckListening(configuration["urls"], faults);
        if (string.Equals(configuration["ForwardedHeaders_Enabled"], "true", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add("ASPNETCORE_FORWARDEDHEADERS_ENABLED believes the X-Forwarded headers of every stranger; remove it and name your proxies in PixelHub:TrustedProxies.");
        }

        return (options, faults);
    }

    private static EventLogOptions ReadEventLog(IConfigurationSection section, string folder, List<string> faults)
    {
        var defaults = new EventLogOptions { Directory = Path.Combine(folder, "events") };
        var options = defaults with
        {
            SegmentBytes = Number(section, nameof(EventLogOptions.SegmentBytes), defaults.SegmentBytes, faults),
            MaxWaitingEvents = Number(section, nameof(EventLogOptions.MaxWaitingEvents), defaults.MaxWaitingEvents, faults),
            MaxWaitingBytes = Number(section, nameof(EventLogOptions.MaxWaitingBytes), defaults.MaxWaitingBytes, faults),
            DiskBudgetBytes = Number(section, nameof(EventLogOptions.DiskBudgetBytes), defaults.DiskBudgetBytes, faults),
        };
        faults.AddRange(options.Validate());
        return options;
    }

    private static PrivacySignals ReadPrivacySignals(string? text, PrivacySignals unset, List<string> faults)
    {
        switch (text?.ToLowerInvariant())
        {
            case null:
                return unset;
            case "honour":
                return PrivacySignals.Honour;
            case "ignore":
                return PrivacySignals.Ignore;
            default:
                faults.Add($"PixelHub:PrivacySignals is “{text}”; give honour or ignore.");
                return unset;
        }
    }

    private static AddressMode ReadAddressMode(string? text, AddressMode unset, List<string> faults)
    {
        switch (text?.ToLowerInvariant())
        {
            case null:
                return unset;
            case "none":
                return AddressMode.None;
            case "prefix":
                return AddressMode.Prefix;
            case "hashed":
                return AddressMode.Hashed;
            default:
                faults.Add($"PixelHub:AddressMode is “{text}”; give none, prefix (a /24 or /48 is kept) or hashed.");
                return unset;
        }
    }

    private static T Number<T>(IConfigurationSection section, string key, T unset, List<string> faults)
        where T : struct, INumber<T>
    {
        if (Text(section[key]) is not { } text)
        {
            return unset;
        }

        if (T.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        faults.Add($"{section.Path}:{key} is “{text}”; give a whole number.");
        return unset;
    }

    private static void CheckDataDirectory(string folder, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(folder) || folder.Contains('\0', StringComparison.Ordinal))
        {
            faults.Add("PixelHub:DataDirectory is empty; give a folder, for example data.");
        }
        else if (File.Exists(folder))
        {
            faults.Add($"PixelHub:DataDirectory is {folder}, which is a file; give a folder.");
        }
    }

    private static void CheckListening(string? urls, List<string> faults)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            {
                faults.Add($"--urls (ASPNETCORE_URLS) holds “{url}”; give addresses to listen on like http://localhost:5080 or http://0.0.0.0:80.");
            }
        }
    }

    private static void CheckPublicUrl(string? url, List<string> faults)
    {
        if (url is not null && (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0
            || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0))
        {
            faults.Add($"PixelHub:PublicUrl is “{url}”; give the address that mails shall use, for example https://mail.example.com.");
        }
    }

    private static void CheckDatabase(DatabaseSettings database, List<string> faults)
    {
        if (!string.Equals(database.Provider, "Sqlite", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add($"PixelHub:Database:Provider is “{database.Provider}”; this version knows only Sqlite.");
        }

        if (database.ConnectionString is null)
        {
            return;
        }

        // The value is not repeated: it may hold a password.
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = database.ConnectionString };
            if (!parts.ContainsKey("Data Source") && !parts.ContainsKey("DataSource") && !parts.ContainsKey("Filename"))
            {
                faults.Add("PixelHub:Database:ConnectionString names no file; write Data Source=/path/to/pixelhub.db.");
            }
        }
        catch (ArgumentException)
        {
            faults.Add("PixelHub:Database:ConnectionString is malformed; write Data Source=/path/to/pixelhub.db.");
        }
    }

    private static void CheckRetention(int days, List<string> faults)
    {
        if (days is < 0 or > PixelHubOptions.MaxRetentionDays)
        {
            faults.Add($"PixelHub:RetentionDays is {days}; give a number of days from 1 to {PixelHubOptions.MaxRetentionDays}, or 0 to keep single hits for ever.");
        }
    }

    private static string? ProxyFault(string proxy) =>
        proxy.Contains('/', StringComparison.Ordinal)
            ? IPNetwork.TryParse(proxy, out _)
                ? null
                : $"PixelHub:TrustedProxies holds “{proxy}”; write a network as an address and its width, for example 10.0.0.0/8."
            : IPAddress.TryParse(proxy, out _)
                ? null
                : $"PixelHub:TrustedProxies holds “{proxy}”; give an address (192.0.2.7) or a network (10.0.0.0/8), not a name.";

    private static bool IsHost(string host) =>
        Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var uri) && uri.AbsolutePath == "/" && uri.UserInfo.Length == 0
        && !host.AsSpan().ContainsAny('/', '?', '#') && !host.Contains('*', StringComparison.Ordinal);

    /// <summary>A list in JSON, numbered environment variables, or one text with commas, which is what people write first.</summary>
    private static string[] List(IConfigurationSection section) =>
    [
        .. section.GetChildren().Select(c => Text(c.Value)).OfType<string>(),
        .. (section.Value ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
    ];

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
