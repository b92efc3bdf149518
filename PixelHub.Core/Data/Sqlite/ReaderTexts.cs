using PixelHub.Core.Events;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>
/// What hits keep of their readers in words: names and addresses, each of them once. Hits that keep none cost nothing here. What is known to be
/// stored is remembered until somebody else changes the database: what retention or an owner deleted meanwhile is then stored again.
/// </summary>
internal sealed class ReaderTexts(WriterConnection connection) : IDisposable
{
    /// <summary>Most names, and most addresses, in memory.</summary>
    internal const int MostInMemory = 20_000;

    private readonly Statement _readDataVersion = new(connection, "ReadDataVersion");
    private readonly Statement _keepName = new(connection, "KeepName", "recipient", "name");
    private readonly Statement _addAddress = new(connection, "AddAddress", "address");
    private readonly HashSet<ulong> _names = [];
    private readonly Dictionary<string, long> _addresses = new(StringComparer.Ordinal);
    private long? _dataVersion;
    private bool _isCurrent;

    /// <summary>A transaction has begun: others may have changed the database before it, and cannot until it ends.</summary>
    public void Begin() => _isCurrent = false;

    /// <summary>Whether the event leaves a name. One without a recipient's hash leaves none: whatever it says, it was made nobody's on its way here.</summary>
    public static bool HasName(TrackedEvent @event) => @event.RecipientText is not null && @event.Recipient != 0;

    /// <summary>Keeps what the event says, inside the transaction; nothing of an event that is nobody's.</summary>
    /// <returns>The address's number, 0 for none.</returns>
    public long Keep(TrackedEvent @event)
    {
        if (@event.Person == 0 || (@event.RecipientText is null && @event.Address is null))
        {
            return 0;
        }

        ForgetWhatOthersMayHaveDeleted();
        if (HasName(@event) && _names.Add(@event.Recipient))
        {
            _keepName.Bind(1, unchecked((long)@event.Recipient)).Bind(2, @event.RecipientText).Execute();
            if (_names.Count > MostInMemory)
            {
                _names.Clear();
            }
        }

        return @event.Address is { } address ? AddressId(address) : 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _readDataVersion.Dispose();
        _keepName.Dispose();
        _addAddress.Dispose();
    }

    private long AddressId(string address)
    {
        if (_addresses.TryGetValue(address, out var id))
        {
            return id;
        }

        if (_addresses.Count >= MostInMemory)
        {
            _addresses.Clear();
        }

        return _addresses[address] = _addAddress.Bind(1, address).Scalar() ?? throw new InvalidOperationException("The address got no number.");
    }

    private void ForgetWhatOthersMayHaveDeleted()
    {
        if (_isCurrent)
        {
            return;
        }

        _isCurrent = true;
        var version = _readDataVersion.Scalar();
        if (version != _dataVersion)
        {
            _dataVersion = version;
            _names.Clear();
            _addresses.Clear();
        }
    }
}
