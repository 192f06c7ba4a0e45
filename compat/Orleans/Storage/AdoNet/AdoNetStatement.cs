using System.Data.Common;

namespace Orleans.Storage;

/// <summary>A statement with its parameters, and how to read one row of its result.</summary>
internal sealed class AdoNetStatement<TRow>(string text, AdoNetParameter[] parameters, Func<DbDataReader, TRow> readRow)
{
    internal DbCommand CreateCommand(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, type, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.DbType = type;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Whether the statement begins and ends a transaction by itself, as some of upstream's scripts do.</summary>
    internal bool HasOwnTransaction => text.Contains("BEGIN TRANSACTION", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads every row of every result set: some databases finish a statement only when its last row was read.</summary>
    internal async Task<List<TRow>> RunAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = CreateCommand(connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<TRow>(1);
        do
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                rows.Add(readRow(reader));
            }
        }
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));

        return rows;
    }

    /// <summary>As <see cref="RunAsync"/>, for drivers whose asynchronous methods block anyway.</summary>
    internal List<TRow> Run(DbConnection connection, DbTransaction? transaction)
    {
        using var command = CreateCommand(connection);
        command.Transaction = transaction;
        using var reader = command.ExecuteReader();
        var rows = new List<TRow>(1);
        do
        {
            while (reader.Read())
            {
                rows.Add(readRow(reader));
            }
        }
        while (reader.NextResult());

        return rows;
    }
}
