namespace Orleans.Runtime;

/// <summary>Runs work as turns of one activation, in order.</summary>
public interface IWorkItemScheduler
{
    void QueueAction(Action action);

    void QueueAction(Action<object> action, object state);

    void QueueTask(Task task);
}
