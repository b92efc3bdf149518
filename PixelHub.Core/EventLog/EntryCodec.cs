using System.Diagnostics.CodeAnalysis;
using PixelHub.Core.Events;

namespace PixelHub.Core.EventLog;

/// <summary>Entries as bytes: a version, a type, then the fields; most events take 40 to 70 bytes.</summary>
internal static class EntryCodec
{
    /// <summary>Most bytes of an entry: every text at its longest.</summary>
    public const int MaxBytes = 64 + (MaxTexts * PayloadWriter.MaxTextBytes);

    private const int MaxTexts = 12;
    private const byte Version = 1;
    private const byte TrackedType = 1;
    private const byte OrphanType = 2;
    private const byte BurstType = 3;

    /// <summary>What follows; the rare ones stand last, so that the flags mostly fit into one byte.</summary>
    [Flags]
    private enum Has
    {
        None = 0,
        Recipient = 1,
        Viewer = 2,
        Client = 4,
        Os = 8,
        Device = 16,
        ReferrerHost = 32,
        Link = 64,
        Campaign = 128,
        Channel = 256,
        Country = 512,
        First = 1_024,
        RecipientText = 2_048,
        Address = 4_096,
        All = 8_191,
    }

    /// <summary>Writes an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="destination">At least <see cref="MaxBytes"/> long.</param>
    /// <returns>Bytes written.</returns>
    public static int Encode(LogEntry entry, Span<byte> destination)
    {
        var writer = new PayloadWriter(destination);
        writer.Byte(Version);
        switch (entry)
        {
            case TrackedEvent tracked:
                writer.Byte(TrackedType);
                Write(ref writer, tracked);
                break;
            case OrphanHit orphan:
                writer.Byte(OrphanType);
                WriteTime(ref writer, orphan.At);
                writer.Byte((byte)orphan.Kind);
                writer.Text(orphan.Slug);
                break;
            case BurstNotice notice:
                writer.Byte(BurstType);
                WriteTime(ref writer, notice.At);
                writer.Varint((uint)notice.Experiment);
                writer.Fixed(notice.Recipient);
                break;
            default:
                throw new ArgumentException($"The log has no coding for {entry.GetType().Name}.", nameof(entry));
        }

        return writer.Length;
    }

    /// <summary>Reads an entry.</summary>
    /// <returns>False for a version, type or value this program does not know, and for bytes that are no entry.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out LogEntry? entry)
    {
        var reader = new PayloadReader(payload);
        entry = reader.Byte() != Version ? null : reader.Byte() switch
        {
            TrackedType => ReadTracked(ref reader),
            OrphanType => ReadOrphan(ref reader),
            BurstType => ReadBurst(ref reader),
            _ => null,
        };
        if (!reader.IsWhole)
        {
            entry = null;
        }

        return entry is not null;
    }

    private static void Write(ref PayloadWriter writer, TrackedEvent tracked)
    {
        WriteTime(ref writer, tracked.At);
        writer.Byte((byte)tracked.Kind);
        writer.Byte((byte)tracked.Scope);
        writer.Byte((byte)tracked.Class);
        writer.Varint((uint)tracked.Experiment);
        writer.Varint((uint)tracked.Variant);
        writer.Text(tracked.Rule);
        writer.Varint((ulong)Present(tracked));
        WriteHash(ref writer, tracked.Recipient);
        WriteHash(ref writer, tracked.Viewer);
        WriteOptional(ref writer, ClientOf(tracked));
        WriteOptional(ref writer, OsOf(tracked));
        WriteOptional(ref writer, DeviceOf(tracked));
        WriteOptional(ref writer, tracked.ReferrerHost);
        WriteOptional(ref writer, tracked.Link);
        WriteOptional(ref writer, tracked.Campaign);
        WriteOptional(ref writer, tracked.Channel);
        WriteOptional(ref writer, tracked.Country);
        WriteOptional(ref writer, tracked.RecipientText);
        WriteOptional(ref writer, tracked.Address);
        if (tracked.First is { } first)
        {
            writer.Byte((byte)first.Class);
            writer.Text(first.Rule);
        }
    }

    private static Has Present(TrackedEvent tracked) =>
        (tracked.Recipient == 0 ? Has.None : Has.Recipient)
        | (tracked.Viewer == 0 ? Has.None : Has.Viewer)
        | (ClientOf(tracked) is null ? Has.None : Has.Client)
        | (OsOf(tracked) is null ? Has.None : Has.Os)
        | (DeviceOf(tracked) is null ? Has.None : Has.Device)
        | (tracked.ReferrerHost is null ? Has.None : Has.ReferrerHost)
        | (tracked.Link is null ? Has.None : Has.Link)
        | (tracked.Campaign is null ? Has.None : Has.Campaign)
        | (tracked.Channel is null ? Has.None : Has.Channel)
        | (tracked.Country is null ? Has.None : Has.Country)
        | (tracked.First is null ? Has.None : Has.First)
        | (tracked.RecipientText is null ? Has.None : Has.RecipientText)
        | (tracked.Address is null ? Has.None : Has.Address);

    // An event that has a first verdict names client, system and device there and nowhere else: they stand in the same place.
    private static string? ClientOf(TrackedEvent tracked) => tracked.First is { } first ? first.Client : tracked.Client;

    private static string? OsOf(TrackedEvent tracked) => tracked.First is { } first ? first.Os : tracked.Os;

    private static string? DeviceOf(TrackedEvent tracked) => tracked.First is { } first ? first.Device : tracked.Device;

    private static TrackedEvent? ReadTracked(ref PayloadReader reader)
    {
        var at = ReadTime(ref reader);
        var kind = (EventKind)reader.Byte();
        var scope = (EventScope)reader.Byte();
        var @class = (EventClass)reader.Byte();
        var experiment = reader.Int32();
        var variant = reader.Int32();
        var rule = reader.Text();
        var has = (Has)reader.Int32();
        if (at is null || !Enum.IsDefined(kind) || !Enum.IsDefined(scope) || !Enum.IsDefined(@class) || (has & ~Has.All) != Has.None)
        {
            return null;
        }

        var tracked = new TrackedEvent(at.Value, experiment)
        {
            Kind = kind,
            Scope = scope,
            Class = @class,
            Variant = variant,
            Rule = rule,
            Recipient = has.HasFlag(Has.Recipient) ? reader.Fixed() : 0,
            Viewer = has.HasFlag(Has.Viewer) ? reader.Fixed() : 0,
            Client = has.HasFlag(Has.Client) ? reader.Text() : null,
            Os = has.HasFlag(Has.Os) ? reader.Text() : null,
            Device = has.HasFlag(Has.Device) ? reader.Text() : null,
            ReferrerHost = has.HasFlag(Has.ReferrerHost) ? reader.Text() : null,
            Link = has.HasFlag(Has.Link) ? reader.Text() : null,
            Campaign = has.HasFlag(Has.Campaign) ? reader.Text() : null,
            Channel = has.HasFlag(Has.Channel) ? reader.Text() : null,
            Country = has.HasFlag(Has.Country) ? reader.Text() : null,
            RecipientText = has.HasFlag(Has.RecipientText) ? reader.RareText() : null,
            Address = has.HasFlag(Has.Address) ? reader.RareText() : null,
        };
        return has.HasFlag(Has.First) ? ReadFirst(ref reader, tracked) : tracked;
    }

    private static TrackedEvent? ReadFirst(ref PayloadReader reader, TrackedEvent tracked)
    {
        var @class = (EventClass)reader.Byte();
        var first = new FirstVerdict(@class, reader.Text(), tracked.Client, tracked.Os, tracked.Device);
        return Enum.IsDefined(@class) ? tracked with { First = first, Client = null, Os = null, Device = null } : null;
    }

    private static OrphanHit? ReadOrphan(ref PayloadReader reader)
    {
        var at = ReadTime(ref reader);
        var kind = (EventKind)reader.Byte();
        var slug = reader.Text();
        return at is null || !Enum.IsDefined(kind) ? null : new OrphanHit(at.Value, slug, kind);
    }

    private static BurstNotice? ReadBurst(ref PayloadReader reader)
    {
        var at = ReadTime(ref reader);
        var experiment = reader.Int32();
        var recipient = reader.Fixed();
        return at is null ? null : new BurstNotice(at.Value, experiment, recipient);
    }

    /// <summary>Milliseconds since 1970, zigzag: a clock set before 1970 is wrong, but must not break the coding.</summary>
    private static void WriteTime(ref PayloadWriter writer, DateTimeOffset at)
    {
        var milliseconds = at.ToUnixTimeMilliseconds();
        writer.Varint((ulong)((milliseconds << 1) ^ (milliseconds >> 63)));
    }

    private static DateTimeOffset? ReadTime(ref PayloadReader reader)
    {
        var coded = reader.Varint();
        var milliseconds = (long)(coded >> 1) ^ -(long)(coded & 1);
        return milliseconds < Earliest || milliseconds > Latest ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }

    private static void WriteHash(ref PayloadWriter writer, ulong hash)
    {
        if (hash != 0)
        {
            writer.Fixed(hash);
        }
    }

    private static void WriteOptional(ref PayloadWriter writer, string? text)
    {
        if (text is not null)
        {
            writer.Text(text);
        }
    }

    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
}
