namespace AudioRooms.Architecture.Tests;

/// <summary>
/// If one name stands for different types in two projects, every search and every sentence with it is ambiguous. Types generated
/// from <c>.proto</c> files are not read: they are the wire's form of this project's types.
/// </summary>
public sealed class TypeNameTests
{
    private const string House = "namespace AudioRooms.House;\n";
    private const string Garden = "namespace AudioRooms.Garden;\n";

    [Fact]
    public void Names_OfAllTypesInSrc_StandForOneTypeEach() => DeclaredType.Twice(SourceProject.Types()).ShouldBeEmpty();

    // If no type were found, the test above would pass with any names.
    [Fact]
    public void Names_OfAllTypesInSrc_AreReadFromEveryProject()
    {
        var types = SourceProject.Types().ToList();

        types.Select(type => type.File.Split('/')[1]).Distinct().Order(StringComparer.Ordinal).ShouldBe(SourceProject.Names);
        types.ShouldContain(new DeclaredType("AudioRooms.Domain.Rooms", "Room", "src/Domain/Rooms/Room.cs"));
    }

    [Theory]
    [InlineData("internal sealed class Chair;", "Chair")]
    [InlineData("public static partial class Chair\n{\n    private sealed class Leg;\n}", "Chair")]
    [InlineData("public interface IChair<T>;", "IChair")]
    [InlineData("internal readonly record struct Chair(int Legs);", "Chair")]
    [InlineData("public sealed record Chair(int Legs);", "Chair")]
    [InlineData("public enum ChairKind\n{\n}", "ChairKind")]
    [InlineData("internal delegate void Sit(in Person person);", "Sit")]
    public void In_ADeclaration_FindsItsName(string declaration, string name) =>
        DeclaredType.In("Chair.cs", House + declaration).ShouldBe([new DeclaredType("AudioRooms.House", name, "Chair.cs")]);

    [Theory]
    [InlineData("// internal sealed class Chair;")]
    [InlineData("/// <summary>A public class of chairs.</summary>")]
    [InlineData("    internal sealed class Chair;")]
    public void In_NoDeclaration_FindsNothing(string text) => DeclaredType.In("Chair.cs", House + text).ShouldBeEmpty();

    [Fact]
    public void Twice_TwoNamespacesDeclareAName_SaysWhere() => DeclaredType.Twice(
        [
            .. DeclaredType.In("House/Chair.cs", House + "internal sealed class Chair;"),
            .. DeclaredType.In("Garden/Chair.cs", Garden + "internal enum Chair;"),
        ]).ShouldBe(["Chair is declared in Garden/Chair.cs and in House/Chair.cs"]);

    [Fact]
    public void Twice_PartsOfATypeAndTypeParameters_AreOneType() => DeclaredType.Twice(
        [
            .. DeclaredType.In("House/Chair.cs", House + "internal sealed partial class Chair;"),
            .. DeclaredType.In("House/Chair.Log.cs", House + "internal sealed partial class Chair;"),
            .. DeclaredType.In("House/ChairOfT.cs", House + "internal sealed class Chair<T>;"),
        ]).ShouldBeEmpty();
}
