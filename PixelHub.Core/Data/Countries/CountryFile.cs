using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MaxMind.Db;
using Microsoft.Extensions.Logging;
using PixelHub.Core.Ingestion;

namespace PixelHub.Core.Data.Countries;

/// <summary>
/// Countries out of a file that the owner keeps, whole in memory. A file that is missing or broken is said once, and costs countries and nothing else;
/// the one that was read before stays in use. Nothing of a reader is remembered.
/// </summary>
public sealed class CountryFile(CountryFileOptions options, ILogger<CountryFile> logger) : ICountrySource
{
    /// <summary>Larger than any such file: something else was named by mistake.</summary>
    private const long MaxBytes = 512L * 1024 * 1024;

    private volatile Reader? _reader;
    private volatile CountrySourceState? _state;
    private (DateTime WrittenAt, long Length)? _seen;

    /// <inheritdoc/>
    public CountrySourceState? State => _state;

    /// <inheritdoc/>
    public string? Find(IPAddress address)
    {
        // A reader is never disposed of while hits may still use it; it holds nothing but memory.
        if (_reader is not { } reader || (address.AddressFamily == AddressFamily.InterNetworkV6 && reader.Metadata.IPVersion == 4))
        {
            return null;
        }

        try
        {
            return CountryCode.Read(reader.Find<CountryRecord>(address)?.Country?.Code);
        }
        catch (Exception exception)
        {
            // Damaged inside, or of another form. Not asked again, because an exception for each hit is dear: until the file changes.
            _reader = null;
            Complain(exception.Message, "Countries are unknown until it is replaced");
            return null;
        }
    }

    /// <summary>Reads the file if it is another one than before, by its time and its length.</summary>
    public void Refresh()
    {
        if (options.File is not { } file)
        {
            return;
        }

        try
        {
            var info = new FileInfo(file);
            (DateTime, long)? now = info.Exists ? (info.LastWriteTimeUtc, info.Length) : null;
            if (now is not null && now == _seen)
            {
                return;
            }

            if (now is null)
            {
                throw new FileNotFoundException("there is no such file.");
            }

            _seen = now; // also of one that is broken: it is not read again and again
            Load(info);
        }
        catch (Exception exception)
        {
            Complain(exception.Message, _reader is null ? "Countries are unknown until it can be read" : "The file read before stays in use");
        }
    }

    private void Load(FileInfo info)
    {
        if (info.Length > MaxBytes)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"it is larger than {MaxBytes / 1024 / 1024} MB."));
        }

        using var stream = info.OpenRead();
        var reader = new Reader(stream);
        _reader = reader;
        _state = new CountrySourceState(info.FullName, reader.Metadata.DatabaseType, reader.Metadata.BuildDate, Fault: null);
        DataMessages.CountryFileRead(logger, info.FullName, reader.Metadata.DatabaseType, reader.Metadata.BuildDate);
    }

    private void Complain(string reason, string consequence)
    {
        var fault = $"{consequence}: {reason}";
        if (_state?.Fault != fault)
        {
            _state = (_state ?? new CountrySourceState(options.File!, Kind: null, BuiltAt: null, Fault: null)) with { Fault = fault };
            DataMessages.CountryFileUnusable(logger, options.File!, fault);
        }
    }
}
