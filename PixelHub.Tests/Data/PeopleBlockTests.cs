using FsCheck;
using FsCheck.Fluent;
using PixelHub.Core.Data.Sqlite.People;
using PixelHub.Core.Rollups;

namespace PixelHub.Tests.Data;

public sealed class PeopleBlockTests
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        var person = from number in Gen.Choose(int.MinValue, int.MaxValue)
                     from spread in Gen.Elements(1L, 1L << 20, 1L << 32)
                     from kinds in Gen.Choose(0, 15)
                     from variant in Gen.Elements(0, 1, 2, 127, 128, 16_383)
                     select new PersonEntry(3, number * spread, new KnownPerson((PersonKinds)kinds, variant));
        Prop.ForAll(person.NonEmptyListOf().ToArbitrary(), people =>
        {
            var sorted = people.DistinctBy(p => p.Person).Order().ToArray();
            var block = Encode(long.MinValue, sorted);
            List<PersonEntry> read = [];
            PeopleBlock.Decode(3, long.MinValue, block, read);
            return read.SequenceEqual(sorted)
                && sorted.All(p => PeopleBlock.TryFind(long.MinValue, block, p.Person, out var known) && known == p.Known)
                && !PeopleBlock.TryFind(long.MinValue, block, 12_345_678_901, out _);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Both_ends_of_the_numbers_fit()
    {
        PersonEntry[] ends = [new(1, long.MinValue, new(PersonKinds.Opened, 1)), new(1, 0, new(PersonKinds.Clicked, 2)), new(1, long.MaxValue, new(PersonKinds.Opened, 3))];
        List<PersonEntry> read = [];
        PeopleBlock.Decode(1, long.MinValue, Encode(long.MinValue, ends), read);
        Assert.Equal(ends, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0101")]
    [InlineData("090000000000000000000101")]
    [InlineData("110001")]
    [InlineData("2100010101")]
    public void Bytes_that_are_no_block_are_refused(string hex) =>
        Assert.Throws<InvalidDataException>(() => PeopleBlock.Decode(1, 0, Convert.FromHexString(hex), []));

    [Fact]
    public void A_block_that_is_cut_loses_nobody_and_no_part_is_too_long()
    {
        var chance = new Random(7);
        var people = Enumerable.Range(0, 5_000).Select(_ => new PersonEntry(1, chance.NextInt64(), new(PersonKinds.Opened, chance.Next(300)))).Order().ToArray();
        var rest = people.AsSpan();
        var (first, read) = (long.MinValue, new List<PersonEntry>());
        while (!rest.IsEmpty)
        {
            var count = PeopleBlock.CountThatFit(rest, first, PeopleBlock.MaxBytes);
            var block = Encode(first, rest[..count].ToArray());
            Assert.InRange(block.Length, count == rest.Length ? 1 : PeopleBlock.MaxBytes - 20, PeopleBlock.MaxBytes);
            PeopleBlock.Decode(1, first, block, read);
            rest = rest[count..];
            first = rest.IsEmpty ? 0 : rest[0].Person;
        }

        Assert.Equal(people, read);
    }

    private static byte[] Encode(long first, PersonEntry[] people)
    {
        var bytes = new byte[1 + (people.Length * 11)];
        return bytes[..PeopleBlock.Encode(people, first, bytes)];
    }
}
