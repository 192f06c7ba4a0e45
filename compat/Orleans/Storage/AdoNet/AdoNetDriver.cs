using System.Data.Common;
using System.Reflection;

namespace Orleans.Storage;

/// <summary>
/// Finds the ADO.NET driver for an invariant name. The driver is loaded by name, so this assembly depends on none: the host
/// references the package it configures, as with upstream.
/// </summary>
internal sealed class AdoNetDriver
{
    internal const string PostgreSql = "Npgsql";

    /// <summary>Upstream's name for SQLite, although the driver is Microsoft.Data.Sqlite.</summary>
    internal const string Sqlite = "System.Data.SQLite";

    private AdoNetDriver(string invariant, string scriptFamily, DbProviderFactory factory)
    {
        Invariant = invariant;
        ScriptFamily = scriptFamily;
        Factory = factory;
    }

    internal string Invariant { get; }

    /// <summary>The first part of the names of this database's scripts.</summary>
    internal string ScriptFamily { get; }

    internal DbProviderFactory Factory { get; }

    internal bool IsSqlite => Invariant == Sqlite;

    internal static AdoNetDriver For(string invariant) => invariant switch
    {
        PostgreSql => new AdoNetDriver(invariant, "PostgreSQL", Load("Npgsql", "Npgsql.NpgsqlFactory")),
        Sqlite => new AdoNetDriver(invariant, "SQLite", Load("Microsoft.Data.Sqlite", "Microsoft.Data.Sqlite.SqliteFactory")),
        _ => throw new NotSupportedException(
            $"The ADO.NET invariant '{invariant}' is not supported: use '{PostgreSql}' (PostgreSQL) or '{Sqlite}' (SQLite)."),
    };

    private static DbProviderFactory Load(string assembly, string factory)
    {
        try
        {
            var type = Assembly.Load(new AssemblyName(assembly)).GetType(factory, throwOnError: true)!;
            return (DbProviderFactory)type.GetField("Instance", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        }
        catch (FileNotFoundException missing)
        {
            throw new InvalidOperationException(
                $"The ADO.NET driver '{assembly}' is not part of the application: add a reference to the package '{assembly}'.", missing);
        }
    }
}
