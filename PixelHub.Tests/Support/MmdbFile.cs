using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace PixelHub.Tests.Support;

/// <summary>Writes small files in MaxMind's format (version 2.0 of its specification): a tree of address bits, then the records it leads to.</summary>
public static class MmdbFile
{
    private const int Separator = 16;

    /// <summary>A record as the country files have it, with more in it than anybody wants to know.</summary>
    public static IReadOnlyDictionary<string, object> Country(string? code) => new Dictionary<string, object>
    {
        ["city"] = new Dictionary<string, object> { ["names"] = new Dictionary<string, object> { ["en"] = "Nowhere", ["de"] = "Nirgendwo" } },
        ["country"] = code is null ? new Dictionary<string, object>() : new Dictionary<string, object> { ["geoname_id"] = 7, ["iso_code"] = code },
        ["traits"] = new Dictionary<string, object> { ["languages"] = new[] { "en", "de" } },
    };

    /// <summary>The bytes of a file.</summary>
    /// <param name="ipVersion">4, or 6 for a file that has both.</param>
    /// <param name="kind">What it calls itself.</param>
    /// <param name="networks">Networks, none inside another, with their records.</param>
    public static byte[] Write(int ipVersion, string kind, params (string Network, object Record)[] networks)
    {
        var nodes = new List<int[]> { new[] { 0, 0 } }; // 0: nothing there; n: node n; -n: record n
        var data = new List<byte>();
        foreach (var (network, record) in networks)
        {
            Insert(nodes, Bits(IPNetwork.Parse(network), ipVersion), -1 - data.Count);
            Encode(data, record);
        }

        using var file = new MemoryStream();
        foreach (var side in nodes.SelectMany(node => node))
        {
            var value = side == 0 ? nodes.Count : side > 0 ? side : nodes.Count + Separator + (-side - 1);
            file.Write([(byte)(value >> 16), (byte)(value >> 8), (byte)value]);
        }

        file.Write(new byte[Separator]);
        file.Write([.. data]);
        file.Write([0xAB, 0xCD, 0xEF]);
        file.Write("MaxMind.com"u8);
        file.Write(Metadata(nodes.Count, ipVersion, kind));
        return file.ToArray();
    }

    private static bool[] Bits(IPNetwork network, int ipVersion)
    {
        var address = network.BaseAddress.GetAddressBytes();
        var padding = ipVersion == 6 && address.Length == 4 ? 96 : 0;
        return [.. Enumerable.Repeat(element: false, padding), .. Enumerable.Range(0, network.PrefixLength).Select(bit => (address[bit / 8] >> (7 - (bit % 8)) & 1) == 1)];
    }

    private static void Insert(List<int[]> nodes, bool[] bits, int record)
    {
        var node = 0;
        foreach (var bit in bits[..^1])
        {
            ref var next = ref nodes[node][bit ? 1 : 0];
            if (next == 0)
            {
                nodes.Add([0, 0]);
                next = nodes.Count - 1;
            }

            node = next;
        }

        nodes[node][bits[^1] ? 1 : 0] = record;
    }

    private static byte[] Metadata(int nodeCount, int ipVersion, string kind)
    {
        var bytes = new List<byte>();
        Encode(bytes, new Dictionary<string, object>
        {
            ["node_count"] = nodeCount,
            ["record_size"] = (ushort)24,
            ["ip_version"] = (ushort)ipVersion,
            ["database_type"] = kind,
            ["languages"] = new[] { "en" },
            ["binary_format_major_version"] = (ushort)2,
            ["binary_format_minor_version"] = (ushort)0,
            ["build_epoch"] = (ulong)Sample.Noon.ToUnixTimeSeconds(),
            ["description"] = new Dictionary<string, object> { ["en"] = "Made for a test" },
        });
        return [.. bytes];
    }

    private static void Encode(List<byte> to, object value)
    {
        switch (value)
        {
            case string text:
                Head(to, 2, Encoding.UTF8.GetByteCount(text));
                to.AddRange(Encoding.UTF8.GetBytes(text));
                break;
            case ushort number:
                Number(to, 5, 2, number);
                break;
            case int number:
                Number(to, 6, 4, (ulong)number);
                break;
            case ulong number:
                Number(to, 9, 8, number);
                break;
            case string[] texts:
                Head(to, 11, texts.Length);
                texts.ToList().ForEach(text => Encode(to, text));
                break;
            case IReadOnlyDictionary<string, object> map:
                Head(to, 7, map.Count);
                foreach (var (key, item) in map)
                {
                    Encode(to, key);
                    Encode(to, item);
                }

                break;
            default:
                throw new ArgumentException($"No coding for {value.GetType().Name}.", nameof(value));
        }
    }

    private static void Number(List<byte> to, int type, int size, ulong number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        Head(to, type, size);
        to.AddRange(bytes[(8 - size)..].ToArray());
    }

    private static void Head(List<byte> to, int type, int size)
    {
        Assert.InRange(size, 0, 28 + 256);
        to.Add((byte)((type <= 7 ? type << 5 : 0) | Math.Min(size, 29)));
        if (type > 7)
        {
            to.Add((byte)(type - 7));
        }

        if (size >= 29)
        {
            to.Add((byte)(size - 29));
        }
    }
}
