using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace PixelHub.Tests.Support;

/// <summary>Every byte that a server keeps, its keys left out: database, what is not yet in it, event log.</summary>
internal sealed class DataDump
{
    private readonly List<(string Name, byte[] Bytes)> _files;

    private DataDump(List<(string Name, byte[] Bytes)> files) => _files = files;

    /// <summary>Reads the folder, also under a running server.</summary>
    public static DataDump Of(string folder) => new(
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(path => !path.StartsWith(Path.Combine(folder, "keys"), StringComparison.Ordinal)).Select(path => (Path.GetRelativePath(folder, path).Replace('\\', '/'), Read(path)))]);

    /// <summary>Whether the text stands anywhere.</summary>
    public bool Holds(string text) => Holds(Encoding.UTF8.GetBytes(text)) || Holds(Encoding.Unicode.GetBytes(text));

    /// <summary>Whether the number stands anywhere: as bytes in either order, or written out.</summary>
    public bool Holds(ulong number)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
        return Holds(bytes) || Holds([.. bytes.Reverse()]) || Holds(number.ToString("x16", CultureInfo.InvariantCulture))
            || Holds(number.ToString("X16", CultureInfo.InvariantCulture)) || Holds(number.ToString(CultureInfo.InvariantCulture))
            || Holds(unchecked((long)number).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Whether the bytes stand anywhere.</summary>
    public bool Holds(byte[] bytes) => _files.Exists(file => file.Bytes.AsSpan().IndexOf(bytes) >= 0);

    /// <summary>The files in which the text stands, as paths from the data folder.</summary>
    public IReadOnlyList<string> FilesWith(string text) => [.. _files.Where(file => file.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0).Select(file => file.Name)];

    private static byte[] Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            file.CopyTo(copy);
            return copy.ToArray();
        }
        catch (FileNotFoundException)
        {
            return []; // gone since the folder was read
        }
        catch (IOException) when (path.EndsWith("lock", StringComparison.Ordinal))
        {
            return []; // held, and empty
        }
    }
}
