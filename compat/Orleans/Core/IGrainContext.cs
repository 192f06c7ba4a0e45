using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>One activation as the runtime sees it.</summary>
public interface IGrainContext : ITargetHolder, IEquatable<IGrainContext>
{
    GrainReference GrainReference { get; }

    GrainId GrainId { get; }

    /// <summary>The grain class's instance; null before it was created.</summary>
    object? GrainInstance { get; }

    ActivationId ActivationId { get; }

    GrainAddress Address { get; }

    /// <summary>Services of this activation; scoped ones live as long as it does.</summary>
    IServiceProvider ActivationServices { get; }

    IGrainLifecycle ObservableLifecycle { get; }

    /// <summary>Runs work as turns of the activation.</summary>
    IWorkItemScheduler Scheduler { get; }

    Task Deactivated { get; }

    void SetComponent<TComponent>(TComponent? value)
        where TComponent : class;

    void ReceiveMessage(object message);

    void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default);

    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);

    void Rehydrate(IRehydrationContext context);

    void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default);
}
