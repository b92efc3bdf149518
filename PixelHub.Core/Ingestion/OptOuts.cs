using System.Collections.Frozen;

namespace PixelHub.Core.Ingestion;

/// <summary>Who opted out, in memory: asked for every hit, without a lock, an allocation or the database.</summary>
public sealed class OptOuts
{
    private volatile FrozenSet<ulong> _recipients = [];

    /// <summary>How many there are.</summary>
    public int Count => _recipients.Count;

    /// <summary>Whether the recipient of that hash opted out.</summary>
    public bool Contains(ulong recipient) => recipient != 0 && _recipients.Contains(recipient);

    /// <summary>Puts a newer set in place.</summary>
    public void Swap(IEnumerable<ulong> recipients) => _recipients = recipients.ToFrozenSet();

    /// <summary>Adds one. Not to be called by two at a time: the store sees to that.</summary>
    public void Add(ulong recipient) => _recipients = _recipients.Append(recipient).ToFrozenSet();

    /// <summary>Takes one out. Not to be called by two at a time either.</summary>
    public void Remove(ulong recipient) => _recipients = _recipients.Where(r => r != recipient).ToFrozenSet();
}
