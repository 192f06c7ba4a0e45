using System.Globalization;
using System.Reflection;

namespace AudioRooms.Grains.Storage;

/// <summary>The scripts among an assembly's resources: <c>Schema/NNNN-subject.sql</c> for both databases, and in addition or
/// instead <c>NNNN-subject.sqlite.sql</c> and <c>NNNN-subject.postgresql.sql</c> for what differs.</summary>
public static class SchemaScripts
{
    private const string Folder = "Schema/";
    private const int NumberLength = 4;
    private const string Ending = ".sql";

    /// <summary>The product's own tables.</summary>
    public static IReadOnlyList<SchemaScript> OfProduct(SqlDialect dialect) => Of(typeof(SchemaScripts).Assembly, dialect);

    /// <summary>The scripts of <paramref name="assembly"/> for one kind of database, in the order of their numbers.</summary>
    public static IReadOnlyList<SchemaScript> Of(Assembly assembly, SqlDialect dialect)
    {
        var own = dialect == SqlDialect.Sqlite ? ".sqlite" : ".postgresql";
        var foreign = dialect == SqlDialect.Sqlite ? ".postgresql" : ".sqlite";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(resource =>
                    resource.StartsWith(Folder, StringComparison.Ordinal) && resource.EndsWith(Ending, StringComparison.Ordinal))
                .Select(resource => (Resource: resource, Name: resource[Folder.Length..^Ending.Length]))
                .Where(file => !file.Name.EndsWith(foreign, StringComparison.Ordinal))
                .GroupBy(
                    file => file.Name.EndsWith(own, StringComparison.Ordinal) ? file.Name[..^own.Length] : file.Name,
                    StringComparer.Ordinal)
                .OrderBy(script => script.Key, StringComparer.Ordinal)
                .Select(script => new SchemaScript(
                    int.Parse(script.Key.AsSpan(0, NumberLength), CultureInfo.InvariantCulture),
                    script.Key,
                    string.Concat(script.OrderBy(file => file.Name.Length).Select(file => Read(assembly, file.Resource))))),
        ];
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
