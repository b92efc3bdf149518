using FsCheck;
using FsCheck.Fluent;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.EventLog;

public class EntryCodecTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements("", "Gmail", "ua.gmail-proxy", "Ünïcødé", "名前", "😀", "\0\u0001\u007f"),
        ArbMap.Default.GeneratorFor<string>().Select(Clean));

    private static readonly Gen<string?> OptionalText = Gen.OneOf(Gen.Constant<string?>(null), Text.Select(t => (string?)t));

    private static readonly Gen<ulong> Hash = Gen.OneOf(Gen.Elements(0UL, 1UL, ulong.MaxValue), ArbMap.Default.GeneratorFor<ulong>());

    private static readonly Gen<DateTimeOffset> Time =
        Gen.OneOf(Gen.Elements(DateTimeOffset.MinValue, DateTimeOffset.UnixEpoch, Sample.Noon), ArbMap.Default.GeneratorFor<DateTimeOffset>())
            .Select(t => DateTimeOffset.FromUnixTimeMilliseconds(t.ToUnixTimeMilliseconds()));

    private static readonly Gen<LogEntry> Tracked =
        from at in Time
        from numbers in ArbMap.Default.GeneratorFor<int>().Two()
        from kind in Gen.Elements(Enum.GetValues<EventKind>())
        from scope in Gen.Elements(Enum.GetValues<EventScope>())
        from @class in Gen.Elements(Enum.GetValues<EventClass>())
        from hashes in Hash.Two()
        from rule in Text
        from texts in OptionalText.ArrayOf(10)
        from first in Gen.OneOf(Gen.Constant<string?>(null), Text.Select(t => (string?)t))
        from firstClass in Gen.Elements(Enum.GetValues<EventClass>())
        select (LogEntry)new TrackedEvent(at, numbers.Item1)
        {
            Kind = kind,
            Scope = scope,
            Class = @class,
            Variant = numbers.Item2,
            Rule = rule,
            Recipient = hashes.Item1,
            Viewer = hashes.Item2,
            Client = first is null ? texts[0] : null,
            Os = first is null ? texts[1] : null,
            Device = first is null ? texts[2] : null,
            First = first is null ? null : new FirstVerdict(firstClass, first, texts[0], texts[1], texts[2]),
            Link = texts[3],
            Channel = texts[4],
            Campaign = texts[5],
            ReferrerHost = texts[6],
            Country = texts[7],
            RecipientText = texts[8],
            Address = texts[9],
        };

    private static readonly Gen<LogEntry> Orphan =
        from at in Time
        from slug in Text
        from kind in Gen.Elements(Enum.GetValues<EventKind>())
        select (LogEntry)new OrphanHit(at, slug, kind);

    private static readonly Gen<LogEntry> Notice =
        from at in Time
        from experiment in ArbMap.Default.GeneratorFor<int>()
        from recipient in Hash
        select (LogEntry)new BurstNotice(at, experiment, recipient);

    private static readonly Arbitrary<LogEntry> Entry = Arb.From(Gen.OneOf(Tracked, Orphan, Notice));

    [Fact]
    public void Every_field_of_an_entry_comes_back() =>
        Prop.ForAll(Entry, entry => Decode(Encode(entry)) == entry).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Half_an_entry_is_none() =>
        Prop.ForAll(Entry, entry =>
        {
            var payload = Encode(entry);
            return Enumerable.Range(0, payload.Length).All(length => Decode(payload[..length]) is null);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_are_an_entry_or_none_but_never_a_fault() =>
        Prop.ForAll(
            Arb.From(Entry.Generator.SelectMany(_ => ArbMap.Default.GeneratorFor<byte[]>(), (entry, noise) => (Bytes: Encode(entry), Noise: noise))),
            sample =>
            {
                for (var i = 0; i < sample.Noise.Length; i++)
                {
                    sample.Bytes[(2 + (i * 7)) % sample.Bytes.Length] = sample.Noise[i];
                    Decode(sample.Bytes);
                }

                Decode(sample.Noise);
                Decode([1, 1, .. sample.Noise]);
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 2)] // version
    [InlineData(1, 4)] // type
    [InlineData(8, 99)] // kind
    [InlineData(9, 3)] // scope
    [InlineData(10, 200)] // class
    public void A_value_of_a_later_version_is_not_guessed_at(int offset, byte value)
    {
        var payload = Encode(Sample.Event());
        Assert.NotNull(Decode(payload));
        payload[offset] = value;
        Assert.Null(Decode(payload));
    }

    /// <summary>An event of the version that knew one verdict only, as that version wrote it.</summary>
    [Fact]
    public void An_event_of_an_older_version_is_read_as_before() =>
        Assert.Equal(
            Sample.Event(kind: EventKind.Click, recipient: 7, link: "a") with { Client = "Chrome" },
            Decode(Convert.FromHexString("010180D8BDC39D67020001010109746573742E72756C65450700000000000000064368726F6D650161")));

    [Fact]
    public void Bytes_behind_an_entry_make_it_none() => Assert.Null(Decode([.. Encode(Sample.Event()), 0]));

    [Fact]
    public void A_text_is_cut_between_characters_at_its_longest()
    {
        var cut = Assert.IsType<TrackedEvent>(Decode(Encode(Sample.Event(link: new string('x', 255) + "😀😀"))));
        Assert.Equal(new string('x', 255), cut.Link);
    }

    [Fact]
    public void An_entry_written_before_names_and_addresses_were_kept_is_still_read()
    {
        var old = Convert.FromHexString("0101" + "80D8BDC39D67" + "010001" + "0102" + "09" + Convert.ToHexString("test.rule"u8) + "C904" + "0700000000000000" + "0547" + Convert.ToHexString("mail"u8) + "03" + Convert.ToHexString("top"u8) + "02" + Convert.ToHexString("DE"u8));

        Assert.Equal(Sample.Event(recipient: 7, variant: 2, link: "top") with { Os = "Gmail", Country = "DE" }, Decode(old));
    }

    [Fact]
    public void What_is_kept_of_a_reader_in_words_stays_nowhere_in_memory()
    {
        var name = $"someone-{Guid.NewGuid():N}@example.test";
        var entry = Encode(Sample.Event(recipient: 7, link: name) with { RecipientText = name });

        var (first, second) = (Assert.IsType<TrackedEvent>(Decode(entry)), Assert.IsType<TrackedEvent>(Decode(entry)));

        Assert.Same(first.Link, second.Link); // a label, of which there are few
        Assert.Equal(name, second.RecipientText);
        Assert.NotSame(first.RecipientText, second.RecipientText);
        Assert.NotSame(first.Link, second.RecipientText);
    }

    [Fact]
    public void The_longest_entry_fits()
    {
        var longest = new string('\uFFFF', 10_000);
        var entry = Sample.Event(int.MinValue, recipient: ulong.MaxValue, viewer: ulong.MaxValue, variant: -1, link: longest) with
        {
            At = DateTimeOffset.MaxValue,
            Rule = longest,
            First = new FirstVerdict(EventClass.HumanBrowser, longest, longest, longest, longest),
            Campaign = longest,
            Channel = longest,
            ReferrerHost = longest,
            Country = longest,
            RecipientText = longest,
            Address = longest,
        };
        var payload = Encode(entry);
        Assert.InRange(payload.Length, 6_000, EntryCodec.MaxBytes);
        Assert.Equal(longest[..256], Assert.IsType<TrackedEvent>(Decode(payload)).Channel);
    }

    private static byte[] Encode(LogEntry entry)
    {
        var bytes = new byte[EntryCodec.MaxBytes];
        return bytes[..EntryCodec.Encode(entry, bytes)];
    }

    private static LogEntry? Decode(byte[] payload) => EntryCodec.TryDecode(payload, out var entry) ? entry : null;

    /// <summary>As the edge hands it over: whole characters, at most 256.</summary>
    private static string Clean(string? text)
    {
        var kept = (text ?? "").Length > 250 ? text![..250] : text ?? "";
        return new string([.. kept.Where(c => !char.IsSurrogate(c))]);
    }
}
