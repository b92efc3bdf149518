using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace PixelHub.Core.Ingestion;

/// <summary>
/// Hides the hash of a recipient behind a key of its own: in opt-out links, which strangers send, and in the list of those who opted out, so that
/// without the key nobody can tell which old hits were theirs.
/// </summary>
/// <remarks>
/// One AES block holds the hash and 64 bits that say what it is for. A block that somebody made up opens to the right 64 bits once in 2^64 tries
/// (encode, then encipher: Bellare and Rogaway, ASIACRYPT 2000), so a seal cannot be forged and one purpose's seal is none for another.
/// </remarks>
public sealed class SealedRecipients(ISecretStore secrets)
{
    /// <summary>Length of a seal in bytes.</summary>
    public const int Length = 16;

    /// <summary>Length of a seal as text.</summary>
    public const int TextLength = 22;

    private const int KeyLength = 32;
    private readonly byte[] _key = secrets.LoadOrCreateKey("optout-key", KeyLength);

    /// <summary>Seals a hash; the same one gives the same seal.</summary>
    public byte[] Seal(ulong recipient, SealPurpose purpose)
    {
        var block = new byte[Length];
        BinaryPrimitives.WriteUInt64LittleEndian(block, recipient);
        BinaryPrimitives.WriteUInt64LittleEndian(block.AsSpan(sizeof(ulong)), (ulong)purpose);
        using var aes = Cipher();
        return aes.EncryptEcb(block, PaddingMode.None);
    }

    /// <summary>The seal in letters that an address may have.</summary>
    public string SealText(ulong recipient, SealPurpose purpose) => Base64Url.EncodeToString(Seal(recipient, purpose));

    /// <summary>Opens a seal.</summary>
    /// <returns>False when it was not made here for that purpose.</returns>
    public bool TryOpen(ReadOnlySpan<byte> seal, SealPurpose purpose, out ulong recipient)
    {
        recipient = 0;
        if (seal.Length != Length)
        {
            return false;
        }

        using var aes = Cipher();
        var block = aes.DecryptEcb(seal, PaddingMode.None);
        recipient = BinaryPrimitives.ReadUInt64LittleEndian(block);
        return BinaryPrimitives.ReadUInt64LittleEndian(block.AsSpan(sizeof(ulong))) == (ulong)purpose && recipient != 0;
    }

    /// <summary>Opens a seal in letters, however long the text is that somebody sent as one.</summary>
    public bool TryOpen(ReadOnlySpan<char> text, SealPurpose purpose, out ulong recipient)
    {
        recipient = 0;
        Span<byte> seal = stackalloc byte[Length + 2];
        return text.Length == TextLength && !text.ContainsAnyExcept(Letters) && Base64Url.TryDecodeFromChars(text, seal, out var length)
            && TryOpen(seal[..length], purpose, out recipient);
    }

    private Aes Cipher()
    {
        var aes = Aes.Create();
        aes.Key = _key;
        return aes;
    }

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}

/// <summary>What a seal is good for. The number is in the seal and never changes its meaning.</summary>
public enum SealPurpose
{
    /// <summary>An opt-out link, and the row of who used it.</summary>
    Link = 0,

    /// <summary>The form behind the link: shows that the page was read before the button was pressed.</summary>
    Form = 1,
}
