using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace PixelHub.Core.Ingestion;

/// <summary>
/// Turns recipients and viewers into keyed hashes, so that neither log nor database holds a recipient or an address. A recipient's hash lasts as
/// long as the install; a viewer's lasts one UTC day, because the day's salt is destroyed with the day.
/// </summary>
public sealed class PersonKeys
{
    private readonly ISecretStore _secrets;
    private readonly KeyedHash _installKey;
    private readonly KeyedHash _messageKey;
    private readonly Lock _rotation = new();
    private volatile DaySalt _salt;

    /// <summary>Loads, or makes, the install's key and the salt of the day.</summary>
    public PersonKeys(ISecretStore secrets, TimeProvider time)
    {
        _secrets = secrets;
        var key = secrets.LoadOrCreateKey("recipient-key", KeyLength);
        _installKey = new KeyedHash(key);
        _messageKey = new KeyedHash(HMACSHA256.HashData(key, "message"u8)); // a recipient called like a message is somebody else
        _salt = new DaySalt(DateOnly.MinValue, new KeyedHash([]));
        Rotate(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
    }

    /// <summary>Who the request counts as.</summary>
    /// <param name="experimentUid">Makes viewers of different experiments unlinkable.</param>
    /// <param name="recipient">The recipient in the URL; null or empty when there is none.</param>
    /// <param name="address">The client's address.</param>
    /// <param name="userAgent">The User-Agent header.</param>
    /// <param name="now">When the request arrived.</param>
    public Person Of(string experimentUid, string? recipient, IPAddress? address, string? userAgent, DateTimeOffset now)
    {
        if (!string.IsNullOrEmpty(recipient))
        {
            recipient = RecipientId.Normalise(recipient);
            return new Person(HashOf(recipient), 0, recipient);
        }

        var viewer = Hash(SaltOf(now), experimentUid, address, userAgent ?? "");
        return new Person(0, viewer, viewer.ToString("x16", CultureInfo.InvariantCulture));
    }

    /// <summary>The hash of a recipient, as in <see cref="Person.Recipient"/>.</summary>
    public ulong OfRecipient(string recipient) => HashOf(RecipientId.Normalise(recipient));

    /// <summary>
    /// An address as 16 letters that mean nothing once the day is over: a keyed hash under the day's salt. Of two experiments it is different, and it
    /// is never a viewer's, whose text has a user agent behind it.
    /// </summary>
    public string OfAddress(string experimentUid, IPAddress address, DateTimeOffset now)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Hash(SaltOf(now), $"{experimentUid}|{plain}", null, null).ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>The hash of a message's id, which stands in for the recipient of a mail that names none.</summary>
    public ulong OfMessage(string id) => Hash(_messageKey, id, null, null);

    private ulong HashOf(string normalised) => Hash(_installKey, normalised, null, null);

    private const int KeyLength = 32;
    private const int LongestAddress = 80; // with a scope and two separators

    private KeyedHash SaltOf(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var salt = _salt.Day == today ? _salt : Rotate(today);
        return salt.Key;
    }

    /// <summary>The hash of a text, or of "text|address|user agent" where there is a user agent.</summary>
    private static ulong Hash(KeyedHash key, string text, IPAddress? address, string? userAgent)
    {
        var max = Encoding.UTF8.GetMaxByteCount(text.Length + (userAgent?.Length ?? 0)) + LongestAddress;
        Span<byte> bytes = max <= 1_024 ? stackalloc byte[max] : new byte[max];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        if (userAgent is not null)
        {
            bytes[length++] = (byte)'|';
            length += address is not null && address.TryFormat(bytes[length..], out var written) ? written : 0;
            bytes[length++] = (byte)'|';
            length += Encoding.UTF8.GetBytes(userAgent, bytes[length..]);
        }

        return key.Of(bytes[..length]) is not 0 and var hash ? hash : 1; // 0 stands for "nobody"
    }

    private DaySalt Rotate(DateOnly today)
    {
        lock (_rotation)
        {
            // A clock that steps back over midnight keeps the newer salt: the older one no longer exists. One that was further ahead must not
            // make the salt last until that day comes.
            if (_salt.Day < today || _salt.Day > today.AddDays(1))
            {
                _salt = new DaySalt(today, new KeyedHash(_secrets.LoadOrCreateDayKey("viewer-salt", today, KeyLength)));
            }

            return _salt;
        }
    }

    private sealed record DaySalt(DateOnly Day, KeyedHash Key);
}

/// <summary>Who a request counts as.</summary>
/// <param name="Recipient">Keyed hash of the recipient; 0 when the URL named none.</param>
/// <param name="Viewer">Keyed hash of the viewer, valid for one day; 0 when a recipient is known.</param>
/// <param name="AssignmentKey">What decides the variant: the recipient in the clear where there is one.</param>
public readonly record struct Person(ulong Recipient, ulong Viewer, string AssignmentKey);
