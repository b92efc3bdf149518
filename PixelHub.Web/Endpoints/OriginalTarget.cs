using System.Text;
using System.Text.Unicode;

namespace PixelHub.Web.Endpoints;

/// <summary>The target of a request whose first line was repaired, as it arrived. A feature of the connection: it belongs to the newest repaired request there.</summary>
public sealed class OriginalTarget(byte[] target)
{
    private readonly byte[] _target = target;

    /// <summary>The query as it was meant: UTF-8, or Latin-1 where it is not. Null when it is not the origin of the repaired query.</summary>
    /// <param name="repaired">The query that the server parsed.</param>
    public string? QueryBehind(string repaired)
    {
        var start = _target.AsSpan().IndexOf((byte)'?');
        if (start < 0 || _target.Length - start != repaired.Length)
        {
            return null; // an earlier request's
        }

        var query = _target.AsSpan(start);
        for (var i = 0; i < query.Length; i++)
        {
            if (query[i] < 0x80 ? query[i] is > (byte)' ' and < 0x7F && query[i] != repaired[i] : repaired[i] != RequestLineRepair.Replacement)
            {
                return null;
            }
        }

        return (Utf8.IsValid(query) ? Encoding.UTF8 : Encoding.Latin1).GetString(query);
    }
}
