using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.People;

/// <summary>
/// The people of the last commits, in memory: 16 bytes each, and room to spare for a quarter more. A dictionary would need three times as much.
/// </summary>
internal sealed class PersonTable
{
    private const int FirstSlots = 4_096;
    private const uint Present = 1U << 31;
    private const int MostVariants = 0x3F_FFFF;

    private Slot[] _slots = new Slot[FirstSlots];

    /// <summary>People in the table.</summary>
    public int Count { get; private set; }

    /// <summary>Finds a person.</summary>
    /// <returns>False when the table does not know them.</returns>
    public bool TryGet(int experiment, long person, out KnownPerson known)
    {
        ref readonly var slot = ref _slots[Find(_slots, experiment, person)];
        known = slot.Known;
        return slot.IsPresent;
    }

    /// <summary>Adds a person, or replaces what is known of them.</summary>
    public void Set(in PersonEntry entry)
    {
        ref var slot = ref _slots[Find(_slots, entry.Experiment, entry.Person)];
        if (!slot.IsPresent)
        {
            if ((Count + 1) * 5L > _slots.Length * 4L)
            {
                Grow();
                slot = ref _slots[Find(_slots, entry.Experiment, entry.Person)];
            }

            Count++;
        }

        slot = new Slot(entry);
    }

    /// <summary>The person at a place from <see cref="Order"/>.</summary>
    public PersonEntry At(int place)
    {
        ref readonly var slot = ref _slots[place];
        return new PersonEntry(slot.Experiment, slot.Person, slot.Known);
    }

    /// <summary>The places of everybody, in their order: by experiment, then by number.</summary>
    public int[] Order()
    {
        var (numbers, places, experiments) = (new long[Count], new int[Count], new SortedDictionary<int, int>());
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (slot.IsPresent)
            {
                experiments[slot.Experiment] = experiments.GetValueOrDefault(slot.Experiment) + 1;
            }
        }

        // First together by experiment, then each of them sorted: numbers alone sort several times faster than pairs.
        var next = new Dictionary<int, int>(experiments.Count);
        var start = 0;
        foreach (var (experiment, count) in experiments)
        {
            next[experiment] = start;
            start += count;
        }

        for (var place = 0; place < _slots.Length; place++)
        {
            if (_slots[place].IsPresent)
            {
                var target = next[_slots[place].Experiment]++;
                (numbers[target], places[target]) = (_slots[place].Person, place);
            }
        }

        start = 0;
        foreach (var count in experiments.Values)
        {
            Array.Sort(numbers, places, start, count);
            start += count;
        }

        return places;
    }

    /// <summary>Forgets everybody, and keeps the memory for the next ones.</summary>
    public void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    private void Grow()
    {
        var larger = new Slot[_slots.Length * 2];
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (slot.IsPresent)
            {
                larger[Find(larger, slot.Experiment, slot.Person)] = slot;
            }
        }

        _slots = larger;
    }

    /// <returns>Where the person is, or would be.</returns>
    private static int Find(Slot[] slots, int experiment, long person)
    {
        var mask = slots.Length - 1;

        // A person's number is a hash already; the experiment is spread so that the same recipient of two experiments does not meet themself.
        var place = (int)((ulong)person ^ ((ulong)(uint)experiment * 0x9E37_79B9_7F4A_7C15UL) >> 17) & mask;
        while (slots[place].IsPresent && !slots[place].Is(experiment, person))
        {
            place = (place + 1) & mask;
        }

        return place;
    }

    private readonly struct Slot(in PersonEntry entry)
    {
        private readonly uint _state = Present | ((uint)Math.Clamp(entry.Known.Variant, 0, MostVariants) << 8) | (byte)entry.Known.Kinds;

        public readonly long Person = entry.Person;
        public readonly int Experiment = entry.Experiment;

        public bool IsPresent => _state != 0;

        public KnownPerson Known => new((PersonKinds)(byte)_state, (int)((_state & ~Present) >> 8));

        public bool Is(int experiment, long person) => Person == person && Experiment == experiment;
    }
}
