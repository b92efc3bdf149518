using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PixelHub.Core.Ingestion;

namespace PixelHub.Core.Data;

/// <summary>Keys as files in <c>keys/</c>, readable by the server's account only. In a folder that cannot be written, new keys live in memory.</summary>
public sealed class SecretFiles(DatabaseOptions options, ILogger<SecretFiles>? logger = null) : ISecretStore
{
    private readonly string _folder = Path.Combine(Path.GetFullPath(options.DataDirectory), "keys");

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is damaged. Making a new key would count every recipient a second time.</exception>
    public byte[] LoadOrCreateKey(string name, int length)
    {
        if (ReadText(name) is not { } text)
        {
            return Create(name, length, label: "");
        }

        return Decode(text, length)
            ?? throw new InvalidDataException($"{PathOf(name)} is damaged. Restore it from a backup: with another key, recipients would be counted a second time.");
    }

    /// <inheritdoc/>
    public byte[] LoadOrCreateDayKey(string name, DateOnly day, int length)
    {
        var label = day.ToString("O", CultureInfo.InvariantCulture) + " ";
        var text = TryReadText(name);
        return (text?.StartsWith(label, StringComparison.Ordinal) == true ? Decode(text[label.Length..], length) : null) ?? Create(name, length, label);
    }

    private string? ReadText(string name) => File.Exists(PathOf(name)) ? File.ReadAllText(PathOf(name)).Trim() : null;

    /// <summary>A day's key that cannot be read is replaced: viewers are then counted anew for the rest of the day, which is less than losing their hits.</summary>
    private string? TryReadText(string name)
    {
        try
        {
            return ReadText(name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static byte[]? Decode(string text, int length)
    {
        var key = new byte[length];
        return Convert.TryFromBase64String(text, key, out var written) && written == length ? key : null;
    }

    private byte[] Create(string name, int length, string label)
    {
        var key = RandomNumberGenerator.GetBytes(length);
        try
        {
            Directory.CreateDirectory(_folder);
            var next = PathOf(name) + ".new";
            using (var file = new FileStream(next, ForOwnerOnly()))
            {
                file.Write(Encoding.ASCII.GetBytes($"{label}{Convert.ToBase64String(key)}\n"));
                file.Flush(flushToDisk: true);
            }

            File.Move(next, PathOf(name), overwrite: true); // whole or not at all; the old key is gone with it
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The disk is full or read-only: people are told apart with this key until the process ends.
            DataMessages.KeyNotKept(logger ?? NullLogger<SecretFiles>.Instance, exception, PathOf(name));
        }

        return key;
    }

    private static FileStreamOptions ForOwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private string PathOf(string name) => Path.Combine(_folder, name + ".key");
}
