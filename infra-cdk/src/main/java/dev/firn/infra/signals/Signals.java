package dev.firn.infra.signals;

import dev.firn.infra.review.Accepted;
import dev.firn.infra.settings.Stage;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/** What Firn says of itself: metrics in a namespace, events on a bus. */
public final class Signals extends Construct {

  private final String namespace;
  private final EventBus bus;

  public Signals(Construct scope, String id, Stage stage) {
    super(scope, id);
    this.namespace = "Firn/" + stage.name();
    this.bus =
        EventBus.Builder.create(this, "Bus")
            .eventBusName("firn-" + stage.name())
            .description("published, held, rolled_back and more, for jobs downstream")
            .build();
  }

  public String namespace() {
    return namespace;
  }

  public EventBus bus() {
    return bus;
  }

  public void grantSending(IRole who) {
    who.addToPrincipalPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("events:PutEvents"))
            .resources(List.of(bus.getEventBusArn()))
            .build());
    who.addToPrincipalPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("cloudwatch:PutMetricData"))
            .resources(List.of("*"))
            .conditions(Map.of("StringEquals", Map.of("cloudwatch:namespace", namespace)))
            .build());
    Accepted.wildcard(who, "*", "Metrics are no resources; the condition names the namespace.");
  }
}
