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
        Prop.ForAll(person.ListOf().ToArbitrary(), people =>
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
    [InlineData("80")]
    [InlineData("00")]
    [InlineData("0001")]
    [InlineData("004101")]
    [InlineData("8080808080808080808080800101")]
    public void Bytes_that_are_no_block_are_refused(string hex) =>
        Assert.Throws<InvalidDataException>(() => PeopleBlock.Decode(1, 0, Convert.FromHexString(hex), []));

    private static byte[] Encode(long first, PersonEntry[] people)
    {
        var bytes = new byte[people.Length * PeopleBlock.MaxEntryBytes];
        var (length, before) = (0, first);
        foreach (var person in people)
        {
            length += PeopleBlock.Write(bytes.AsSpan(length), before, person);
            before = person.Person;
        }

        return bytes[..length];
    }
}
