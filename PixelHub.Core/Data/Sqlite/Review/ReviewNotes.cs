using PixelHub.Core.Events;

namespace PixelHub.Core.Data.Sqlite.Review;

/// <summary>
/// Notes, within the commit, what the next review has to look at: from when to when there are new clicks of recipients, and where times went back.
/// Hits without a recipient cost a comparison here, others a second one.
/// </summary>
/// <remarks>
/// A review counts a person's hits again from a changed one on, in the order of their positions, and finds them by their times. The two orders agree
/// but for moments, as long as the clock goes on. Where it went back by more than <see cref="Slack"/>, a note says up to which position there are hits
/// as old as what; one note stands for all whose times are within <see cref="Step"/>, and an older note that the newer one covers is dropped. So a clock
/// that was once a day ahead leaves some hundred notes, and nothing is ever missed.
/// </remarks>
internal sealed class ReviewNotes : IDisposable
{
    /// <summary>Times that go back by less than this need no note, in milliseconds.</summary>
    public const long Slack = 60_000;

    private const long Step = 120_000;

    private readonly Statement _readLastAt;
    private readonly Statement _addReview;
    private readonly Statement _addBurstNotice;
    private readonly Statement _extendDisorder;
    private readonly Statement _dropDisorders;
    private readonly Statement _addDisorder;
    private readonly Dictionary<int, Notes> _experiments = [];
    private Notes _last = new(-1, 0);

    public ReviewNotes(WriterConnection connection)
    {
        _readLastAt = new(connection, "ReadLastEventAt", "experiment");
        _addReview = new(connection, "AddReview", "experiment", "from_at", "to_at");
        _addBurstNotice = new(connection, "AddBurstNotice", "experiment", "at", "recipient");
        _extendDisorder = new(connection, "ExtendDisorder", "position", "experiment", "at", "step");
        _dropDisorders = new(connection, "DropDisorders", "experiment", "at");
        _addDisorder = new(connection, "AddDisorder", "experiment", "position", "at");
    }

    /// <summary>An event is committed.</summary>
    public void Add(long position, TrackedEvent e)
    {
        if (e.Recipient == 0)
        {
            return;
        }

        var at = e.At.ToUnixTimeMilliseconds();
        var notes = NotesOf(e.Experiment);
        if (at >= notes.Highest)
        {
            notes.Highest = at;
        }
        else if (at < notes.Highest - Slack)
        {
            (notes.OldestAt, notes.OldestUpTo) = (Math.Min(notes.OldestAt, at), position);
        }

        if (e.Kind is EventKind.Click or EventKind.Send)
        {
            notes.IsDue(at);
        }
    }

    /// <summary>An earlier click turned out to belong to a burst.</summary>
    public void Add(BurstNotice notice)
    {
        var at = notice.At.ToUnixTimeMilliseconds();
        NotesOf(notice.Experiment).IsDue(at);
        _addBurstNotice.Bind(1, notice.Experiment, at, unchecked((long)notice.Recipient)).Execute();
    }

    /// <summary>Writes what was noted since the last call.</summary>
    /// <returns>Whether there is anything new to review.</returns>
    public bool Write()
    {
        var isDue = false;
        foreach (var notes in _experiments.Values)
        {
            if (notes.DueTo >= notes.DueFrom)
            {
                isDue = true;
                _addReview.Bind(1, notes.Experiment, notes.DueFrom, notes.DueTo).Execute();
                (notes.DueFrom, notes.DueTo) = (long.MaxValue, long.MinValue);
            }

            if (notes.OldestAt < long.MaxValue)
            {
                WriteDisorder(notes.Experiment, notes.OldestUpTo, notes.OldestAt);
                notes.OldestAt = long.MaxValue;
            }
        }

        return isDue;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_readLastAt, _addReview, _addBurstNotice, _extendDisorder, _dropDisorders, _addDisorder])
        {
            statement.Dispose();
        }
    }

    private void WriteDisorder(int experiment, long position, long at)
    {
        if (_extendDisorder.Bind(1, position, experiment, at, Step).Scalar() is null)
        {
            _dropDisorders.Bind(1, experiment, at).Execute();
            _addDisorder.Bind(1, experiment, position, at).Execute();
        }
    }

    private Notes NotesOf(int experiment)
    {
        if (_last.Experiment == experiment)
        {
            return _last;
        }

        if (!_experiments.TryGetValue(experiment, out var notes))
        {
            _experiments[experiment] = notes = new Notes(experiment, ReadLastAt(experiment));
        }

        return _last = notes;
    }

    private long ReadLastAt(int experiment)
    {
        var row = _readLastAt.Bind(1, experiment);
        var at = row.Read() && !row.IsNull(0) ? row.Int64(0) : long.MinValue + Slack;
        row.Reset();
        return at;
    }

    private sealed class Notes(int experiment, long highest)
    {
        public readonly int Experiment = experiment;
        public long Highest = highest;
        public long DueFrom = long.MaxValue;
        public long DueTo = long.MinValue;
        public long OldestAt = long.MaxValue;
        public long OldestUpTo;

        public void IsDue(long at) => (DueFrom, DueTo) = (Math.Min(DueFrom, at), Math.Max(DueTo, at));
    }
}
