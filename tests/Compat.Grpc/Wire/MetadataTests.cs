using Grpc.Core;

namespace AudioRooms.Compat.Grpc.Wire;

public sealed class MetadataTests
{
    [Fact]
    public void Add_UpperCaseKey_IsLowered() => new Metadata { { "X-Key", "v" } }.Single().Key.ShouldBe("x-key");

    [Theory]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("\u00e4")]
    public void Add_KeyWithOtherCharacters_IsRefused(string key) => Should.Throw<ArgumentException>(() => new Metadata.Entry(key, "v"));

    [Fact]
    public void Add_TextUnderBinaryKey_IsRefused() => Should.Throw<ArgumentException>(() => new Metadata.Entry("x-bin", "v"));

    [Fact]
    public void Add_BytesUnderTextKey_IsRefused() => Should.Throw<ArgumentException>(() => new Metadata.Entry("x", new byte[1]));

    [Fact]
    public void Value_OfBinaryEntry_Throws() =>
        Should.Throw<InvalidOperationException>(() => new Metadata.Entry("x-bin", new byte[1]).Value);

    [Fact]
    public void ValueBytes_ChangedByTheReader_LeavesTheEntryAlone()
    {
        var entry = new Metadata.Entry("x-bin", [1]);

        entry.ValueBytes[0] = 2;

        entry.ValueBytes.ShouldBe([1]);
    }

    [Fact]
    public void Get_RepeatedKey_IsTheLast()
    {
        var metadata = new Metadata { { "a", "1" }, { "b", "2" }, { "a", "3" } };

        metadata.GetValue("A").ShouldBe("3");
        metadata.GetAll("a").Select(entry => entry.Value).ShouldBe(["1", "3"]);
        metadata.Get("c").ShouldBeNull();
    }

    [Fact]
    public void Add_ToEmpty_Throws() => Should.Throw<InvalidOperationException>(() => Metadata.Empty.Add("a", "b"));
}
