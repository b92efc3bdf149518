using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using PixelHub.Core.Classification;
using PixelHub.Core.Events;

namespace PixelHub.Core.Ingestion;

/// <summary>
/// Notices clicks of many recipients from one address within seconds: a gateway that checks the mail of a whole company. Addresses are remembered for
/// that long as keyed hashes, in memory of a fixed size: at most some 8 MB, when every place holds a flood. Pixels never come here.
/// </summary>
public sealed class BurstWatch(RuleSetHolder rules)
{
    /// <summary>Places for addresses; each address has <see cref="Ways"/> of them to choose from, and pushes out the one that was quiet for longest.</summary>
    private const int Places = 4_096;

    private const int Ways = 4;
    private const int MostClicks = 64;

    private readonly Place[] _places = new Place[Places];
    private readonly Lock[] _locks = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];
    private readonly ulong _key1 = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) | 1;
    private readonly ulong _key2 = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) | 1;

    /// <summary>A person's click arrived.</summary>
    /// <param name="address">Where it came from; null is never part of a burst.</param>
    /// <param name="experiment">Number of the experiment.</param>
    /// <param name="recipient">Keyed hash of the recipient; 0 is never part of a burst.</param>
    /// <param name="at">When.</param>
    /// <param name="earlier">The clicks before it that turn out to belong to the burst, each told once; null for none.</param>
    /// <returns>Whether the click belongs to a burst.</returns>
    public bool IsBurst(IPAddress? address, int experiment, ulong recipient, DateTimeOffset at, out IReadOnlyList<BurstNotice>? earlier)
    {
        earlier = null;
        if (address is null || recipient == 0 || !TellsReadersApart(address))
        {
            return false;
        }

        var thresholds = rules.Current.Behaviour;
        var hash = HashOf(address);
        var set = (int)(hash % (Places / Ways));
        lock (_locks[set % _locks.Length])
        {
            ref var place = ref PlaceOf(hash, _places.AsSpan(set * Ways, Ways));
            List<BurstNotice>? told = null;
            var isBurst = place.Add(new Click(at.ToUnixTimeMilliseconds(), recipient, experiment), thresholds, ref told);
            earlier = told;
            return isBurst;
        }
    }

    /// <summary>
    /// An address of this machine or of a private network is that of a proxy which nobody configured, or of the owner's own house: everybody comes
    /// from there, and it says nothing about any of them.
    /// </summary>
    private static bool TellsReadersApart(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var length))
        {
            return false;
        }

        if (length == 16 && !address.IsIPv4MappedToIPv6)
        {
            return !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal && (bytes[0] & 0xFE) != 0xFC;
        }

        var four = length == 16 ? bytes[12..] : bytes[..4];
        return (four[0], four[1]) switch
        {
            (127 or 10 or 0, _) or (192, 168) or (169, 254) => false,
            (172, >= 16 and <= 31) or (100, >= 64 and <= 127) => false,
            _ => true,
        };
    }

    private static ref Place PlaceOf(ulong hash, Span<Place> ways)
    {
        var oldest = 0;
        for (var i = 0; i < ways.Length; i++)
        {
            if (ways[i].Address == hash)
            {
                return ref ways[i];
            }

            oldest = ways[i].LastAt < ways[oldest].LastAt ? i : oldest;
        }

        ways[oldest].Take(hash);
        return ref ways[oldest];
    }

    /// <summary>Multiplied with secret numbers: nobody outside can make two addresses meet. Two of millions meet once in 10^12.</summary>
    private ulong HashOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        address.TryWriteBytes(bytes, out var length);

        // Of the newer sort, a home or an office has a whole network of 2^64, and uses them: the first half counts.
        var network = address.IsIPv4MappedToIPv6 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var sort = length == 16 && !address.IsIPv4MappedToIPv6 ? 6UL : 4UL;
        var high = Math.BigMul(network ^ _key1, _key2 ^ sort, out var low);
        return (high ^ low) is not 0 and var hash ? hash : 1;
    }

    private readonly record struct Click(long At, ulong Recipient, int Experiment, bool IsTold = false);

    /// <summary>The last clicks of one address, oldest first.</summary>
    private struct Place
    {
        private Click[]? _clicks;
        private int _count;

        public ulong Address { get; private set; }

        public long LastAt { get; private set; }

        /// <summary>Gives the place to another address, with the memory that is there.</summary>
        public void Take(ulong address) => (Address, _count, LastAt) = (address, 0, 0);

        public bool Add(in Click click, BehaviourThresholds thresholds, ref List<BurstNotice>? earlier)
        {
            LastAt = click.At;
            var window = (long)thresholds.BurstWindow.TotalMilliseconds;
            Forget(click.At, window);
            var isBurst = Distinct(click.Recipient, thresholds.BurstRecipients) >= thresholds.BurstRecipients;
            _clicks ??= new Click[8];
            if (_count == _clicks.Length)
            {
                if (_count < MostClicks)
                {
                    Array.Resize(ref _clicks, _count * 2);
                }
                else
                {
                    Array.Copy(_clicks, 1, _clicks, 0, --_count);
                }
            }

            for (var i = 0; isBurst && i < _count; i++)
            {
                if (!_clicks[i].IsTold)
                {
                    (earlier ??= []).Add(new BurstNotice(DateTimeOffset.FromUnixTimeMilliseconds(_clicks[i].At), _clicks[i].Experiment, _clicks[i].Recipient));
                    _clicks[i] = _clicks[i] with { IsTold = true };
                }
            }

            _clicks[_count++] = click with { IsTold = isBurst };
            return isBurst;
        }

        /// <summary>Leaves out what is too long ago, or, for a clock that went back, too far ahead.</summary>
        private void Forget(long now, long window)
        {
            var kept = 0;
            for (var i = 0; i < _count; i++)
            {
                if (Math.Abs(now - _clicks![i].At) <= window)
                {
                    _clicks[kept++] = _clicks[i];
                }
            }

            _count = kept;
        }

        /// <summary>How many different recipients there are with this one, counted up to a limit.</summary>
        private readonly int Distinct(ulong recipient, int most)
        {
            var count = 1;
            for (var i = 0; i < _count && count < most; i++)
            {
                var isNew = _clicks![i].Recipient != recipient;
                for (var j = 0; j < i && isNew; j++)
                {
                    isNew = _clicks[j].Recipient != _clicks[i].Recipient;
                }

                count += isNew ? 1 : 0;
            }

            return count;
        }
    }
}
