using System.Text;
using PixelHub.Core.Catalog;
using PixelHub.Core.Ingestion;
using PixelHub.Core.Reports;
using PixelHub.Web.Composition;

namespace PixelHub.Web.Components.State;

/// <summary>What is kept of the readers of one experiment, in plain words and with the numbers of one moment. For the page, for paper and for a record.</summary>
/// <param name="Experiment">The experiment as it is set up now.</param>
/// <param name="Settings">The owner's settings.</param>
/// <param name="Kept">What the database holds.</param>
/// <param name="OptOuts">Recipients who are opted out on this server.</param>
/// <param name="Moment">When all of that was read, in words.</param>
public sealed record PrivacyReceipt(Experiment Experiment, PixelHubOptions Settings, KeptOfReaders Kept, long OptOuts, string Moment)
{
    /// <summary>The last erasures, one sentence each; none where nobody was erased.</summary>
    public IReadOnlyList<string> ErasureLines { get; init; } = [];

    /// <summary>Everything but the erasures, in the order in which it is read.</summary>
    public IReadOnlyList<ReceiptSection> Sections =>
    [
        new("Mode", [ModeLine, "The mode holds for hits from the moment it was chosen. Hits from before stay as they were recorded."]),
        new("Stored with each hit", StoredLines),
        new("Never stored", NeverLines),
        new("Where a country comes from", [CountryLine]),
        new("How long", HowLongLines),
        new("Readers who ask not to be measured", AskingLines),
        new("Stored at this moment", NowLines),
        new("Where it lies", WhereLines),
    ];

    /// <summary>The whole receipt as plain text.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder($"Privacy receipt: {Experiment.Name}\n/s/{Experiment.Slug} ({Experiment.Uid})\nAs of {Moment}\n");
            foreach (var section in ErasureLines.Count == 0 ? Sections : [.. Sections, new ReceiptSection("Last erasures", ErasureLines)])
            {
                text.Append('\n').Append(section.Title).Append('\n');
                foreach (var line in section.Lines)
                {
                    text.Append("- ").Append(line).Append('\n');
                }
            }

            return text.ToString();
        }
    }

    private bool TellsApart => Experiment.TellsPeopleApart;

    private string ModeLine => Experiment.PrivacyMode switch
    {
        PrivacyMode.Aggregate => "Aggregate: opens and clicks are counted, readers are not told apart.",
        PrivacyMode.Identified => "Identified: readers are told apart, and the recipient is kept in the clear.",
        _ => "Pseudonymous: readers are told apart by codes; nobody’s name or mail address is kept.",
    };

    private IReadOnlyList<string> StoredLines =>
    [
        "Time, variant, whether it was the pixel or the link, who fetched it (class and rule), family of mail program or browser, system, form factor.",
        "Link id, campaign and channel from the address in the mail, and the host of the referring page.",
        Experiment.PrivacyMode switch
        {
            PrivacyMode.Aggregate => "Nothing that tells one reader from another: no recipient, no code, no address.",
            PrivacyMode.Identified => "The recipient as it stands in the address of the mail, and a code made from it (a keyed hash), the same in every experiment.",
            _ => "A code made from the recipient (a keyed hash), the same in every experiment. The recipient cannot be read from it without the server’s key.",
        },
        .. TellsApart ? ["Of a reader without a recipient: a code made from address and browser under a salt that is destroyed every day (UTC)."] : Array.Empty<string>(),
        AddressLine,
    ];

    private string AddressLine => (TellsApart ? Settings.AddressMode : AddressMode.None) switch
    {
        AddressMode.Prefix => "Of the reader’s address its network: the first 24 bits of IPv4, the first 48 of IPv6.",
        AddressMode.Hashed => "A code made from the reader’s address under a salt that is destroyed every day (UTC).",
        _ => "No address, and no part of one.",
    };

    private IReadOnlyList<string> NeverLines =>
    [
        "The whole address of a reader, the user agent, cookies; no request about a reader goes to anybody else.",
        .. Experiment.KeepsNames ? Array.Empty<string>() : ["The recipient in the clear."],
    ];

    private string CountryLine => Settings.TrustedProxies.Count == 0
        ? "From nowhere: no proxy is configured that could say it, and nobody else is asked."
        : $"From the headers {string.Join(", ", Settings.CountryHeaders)} of this server’s own proxies ({string.Join(", ", Settings.TrustedProxies)}), for direct hits of people only.";

    private IReadOnlyList<string> HowLongLines =>
    [
        (Experiment.RetentionDays ?? Settings.RetentionDays) switch
        {
            0 => "Single hits: for ever.",
            var days => $"Single hits: {NumberText.Exact(days)} days, then they are deleted.",
        },
        .. Experiment.KeepsNames || Kept.Names > 0 ? ["Recipients in the clear: until the last hit of an identified experiment that has them is deleted."] : Array.Empty<string>(),
        .. TellsApart ? ["The codes from which unique people are counted: as long as the experiment."] : Array.Empty<string>(),
        "Totals, which belong to nobody: for ever.",
        $"The newest file of the event log (at most {NumberText.Exact(Settings.LogFileBytes / (1024 * 1024))} MiB) holds its hits until it is full, although the database has them too.",
    ];

    private IReadOnlyList<string> AskingLines =>
    [
        Settings.PrivacySignals == PrivacySignals.Honour
            ? "Sec-GPC: 1 and DNT: 1 are honoured: such a hit is in the totals, and nothing of its reader is kept."
            : "Sec-GPC: 1 and DNT: 1 are ignored on this server.",
        $"Opt-outs in force, on the whole server: {NumberText.Exact(OptOuts)}.",
        $"Of the hits stored now, {NumberText.Exact(Kept.AnonymousHits)} of {NumberText.Exact(Kept.Hits)} belong to nobody: by the mode, by such a signal, by an opt-out or by an erasure.",
    ];

    private IReadOnlyList<string> NowLines =>
    [
        Kept.Hits == 0 ? "Single hits: none." : $"Single hits: {NumberText.Exact(Kept.Hits)}{(Kept.Oldest is { } oldest ? $", the oldest of {oldest.UtcDateTime:yyyy-MM-dd} (UTC)" : "")}.",
        $"Different recipients among them, as codes: {NumberText.Exact(Kept.Recipients)}.",
        $"Different readers without a recipient, as codes of a day: {NumberText.Exact(Kept.Viewers)}.",
        $"Recipients in the clear: {NumberText.Exact(Kept.Names)}.",
        $"Different addresses, as far as they are kept: {NumberText.Exact(Kept.Addresses)}.",
        $"Codes from which unique people are counted, hits deleted since included: {(Kept.KnownPeople is { } people ? NumberText.Exact(people) : "not readable while the data folder cannot be written")}.",
    ];

    private IReadOnlyList<string> WhereLines =>
    [
        $"Database: {Kept.DatabaseFile}, and the -wal and -shm files beside it.",
        $"Event log: {Path.Combine(Kept.Folder, "events")}.",
        $"Keys, without which no code can be made from a recipient: {Path.Combine(Kept.Folder, "keys")}.",
        "Nowhere else on this server; not in its own log. Backups hold what the folder held when they were made.",
    ];
}
