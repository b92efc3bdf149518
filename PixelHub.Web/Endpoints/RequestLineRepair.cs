using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace PixelHub.Web.Endpoints;

/// <summary>
/// Lets requests to the public plane through whose first line holds bytes that no address may hold: letters beyond ASCII and spaces, as some mail
/// clients and scanners send them from a merge tag. The server's parser answers 400 to them before any middleware runs.
/// </summary>
/// <remarks>
/// Bytes are replaced one for one, so that no length changes and nothing can be smuggled past a body. Works where the server itself reads plain
/// HTTP/1; behind its own TLS such requests stay a 400. A line without such bytes costs two vectorised searches.
/// </remarks>
public static class RequestLineRepair
{
    /// <summary>Stands for a byte that was replaced; <see cref="OriginalTarget"/> has it.</summary>
    internal const byte Replacement = (byte)'~';

    private static readonly SearchValues<byte> Sound = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(b => (byte)b)]);

    /// <summary>Repairs what has arrived on a connection, and keeps the original there.</summary>
    public static void Repair(ConnectionContext connection, in ReadOnlySequence<byte> buffer)
    {
        if (Repair(buffer) is { } original)
        {
            connection.Features.Set(new OriginalTarget(original));
        }
    }

    /// <summary>Repairs the line that starts a buffer, if it is one of the public plane and complete.</summary>
    /// <returns>The target as it arrived; null when nothing was replaced.</returns>
    public static byte[]? Repair(in ReadOnlySequence<byte> buffer)
    {
        var first = buffer.FirstSpan;
        var start = first.StartsWith("GET /s/"u8) ? "GET ".Length : first.StartsWith("HEAD /s/"u8) ? "HEAD ".Length : 0;
        if (start == 0 || buffer.PositionOf((byte)'\n') is not { } end)
        {
            return null;
        }

        var line = buffer.Slice(0, end);
        if (line.Length < start + Version.Length || !EndsInVersion(line))
        {
            return null;
        }

        var target = line.Slice(start, line.Length - start - Version.Length);
        return IsSound(target) ? null : Replace(target);
    }

    private static ReadOnlySpan<byte> Version => " HTTP/1.1\r"u8;

    private static bool EndsInVersion(in ReadOnlySequence<byte> line)
    {
        Span<byte> tail = stackalloc byte[Version.Length];
        line.Slice(line.Length - tail.Length).CopyTo(tail);
        return tail.StartsWith(" HTTP/1."u8) && tail[^1] == '\r';
    }

    private static bool IsSound(in ReadOnlySequence<byte> target)
    {
        foreach (var part in target)
        {
            if (part.Span.ContainsAnyExcept(Sound))
            {
                return false;
            }
        }

        return PathOf(target.FirstSpan).IndexOf(EncodedZero) < 0;
    }

    private static ReadOnlySpan<byte> EncodedZero => "%00"u8;

    private static ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> target) =>
        target.IndexOf((byte)'?') is var query and >= 0 ? target[..query] : target;

    private static byte[] Replace(in ReadOnlySequence<byte> target)
    {
        var original = target.ToArray();
        foreach (var part in target)
        {
            // The memory is the connection's own and nobody else reads it; only the type says that it cannot be written.
            foreach (ref var b in MemoryMarshal.AsMemory(part).Span)
            {
                if (b >= 0x80)
                {
                    b = Replacement;
                }
                else if (b is <= (byte)' ' or 0x7F)
                {
                    b = (byte)'+';
                }
            }
        }

        // A path with an encoded zero is refused as well.
        var path = MemoryMarshal.AsMemory(target.First).Span[..PathOf(target.FirstSpan).Length];
        while (path.IndexOf(EncodedZero) is var zero and >= 0)
        {
            path[zero + 2] = (byte)'1';
        }

        return original;
    }
}
