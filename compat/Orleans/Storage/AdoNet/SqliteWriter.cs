using System.Data.Common;

namespace Orleans.Storage;

/// <summary>
/// The only writer of this process to one SQLite file. SQLite has one write lock, and whoever meets it taken waits and tries again,
/// blocking a thread; here writers queue instead. What has queued up while the disk flushed one commit goes into the next one together,
/// each write in its own savepoint, so that sixteen writers share a flush and one that fails fails alone.
/// </summary>
internal sealed class SqliteWriter(AdoNetDatabase database) : IThreadPoolWorkItem
{
    /// <summary>Bounds what one failed commit can fail with it, and how long the first writer of a commit waits for the last.</summary>
    private const int CommitSizeMax = 64;

    private const string Savepoint = "write";

    private readonly Lock gate = new();
    private readonly Queue<Write> queue = new();
    private bool running;

    internal Task<List<TRow>> WriteAsync<TRow>(AdoNetStatement<TRow> statement, CancellationToken cancellationToken)
    {
        var write = new Write<TRow>(statement, cancellationToken);
        lock (gate)
        {
            queue.Enqueue(write);
            if (!running)
            {
                running = true;
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }

        return write.Completion;
    }

    void IThreadPoolWorkItem.Execute()
    {
        var commit = new List<Write>(CommitSizeMax);
        while (TakeNext(commit))
        {
            try
            {
                using var connection = database.Open();
                if (commit[0].HasOwnTransaction)
                {
                    commit[0].Run(connection, transaction: null);
                }
                else
                {
                    RunTogether(commit, connection);
                }
            }
            catch (Exception failure)
            {
                // The file could not be opened, or the commit failed: nothing of it happened, and each writer hears why.
                foreach (var write in commit)
                {
                    write.Fail(failure);
                }
            }

            foreach (var write in commit)
            {
                write.Complete();
            }

            commit.Clear();
        }
    }

    private static void RunTogether(List<Write> commit, DbConnection connection)
    {
        // Disposing an uncommitted transaction rolls it back.
        using var transaction = connection.BeginTransaction();
        foreach (var write in commit)
        {
            transaction.Save(Savepoint);
            try
            {
                write.Run(connection, transaction);
            }
            catch (Exception failure)
            {
                write.Fail(failure);
                transaction.Rollback(Savepoint);
            }

            transaction.Release(Savepoint);
        }

        transaction.Commit();
    }

    /// <summary>Takes the writes of the next commit; false, and no longer running, when there is none.</summary>
    private bool TakeNext(List<Write> commit)
    {
        lock (gate)
        {
            while (commit.Count < CommitSizeMax && queue.TryPeek(out var next))
            {
                if (next.HasOwnTransaction && commit.Count > 0)
                {
                    break;
                }

                queue.Dequeue();
                if (next.TryCancel())
                {
                    continue;
                }

                commit.Add(next);
                if (next.HasOwnTransaction)
                {
                    break;
                }
            }

            running = commit.Count > 0;
            return running;
        }
    }

    private abstract class Write
    {
        internal abstract bool HasOwnTransaction { get; }

        internal abstract bool TryCancel();

        internal abstract void Run(DbConnection connection, DbTransaction? transaction);

        internal abstract void Fail(Exception failure);

        internal abstract void Complete();
    }

    private sealed class Write<TRow>(AdoNetStatement<TRow> statement, CancellationToken cancellationToken) : Write
    {
        private readonly TaskCompletionSource<List<TRow>> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private List<TRow>? rows;
        private Exception? failure;

        internal Task<List<TRow>> Completion => completion.Task;

        internal override bool HasOwnTransaction => statement.HasOwnTransaction;

        internal override bool TryCancel() => cancellationToken.IsCancellationRequested && completion.TrySetCanceled(cancellationToken);

        internal override void Run(DbConnection connection, DbTransaction? transaction) => rows = statement.Run(connection, transaction);

        /// <summary>The first failure is the cause; a later one would be its consequence.</summary>
        internal override void Fail(Exception failure) => this.failure ??= failure;

        internal override void Complete()
        {
            if (failure is not null)
            {
                completion.SetException(failure);
            }
            else
            {
                completion.SetResult(rows!);
            }
        }
    }
}
