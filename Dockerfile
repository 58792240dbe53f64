# The images of the apps; needs nothing but Docker:
#   docker build --target stream-processor -t clausewatch/stream-processor .
#   docker build --target audit-api -t clausewatch/audit-api .
#   docker build --target alert-sender -t clausewatch/alert-sender .

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
RUN mvn -B -ntp -q -pl stream-processor,audit-api,alert-sender -am package -Dmaven.test.skip=true -Dformat.skip=true -Denforcer.skip=true \
 && for app in stream-processor audit-api alert-sender; do \
      mkdir -p /out/$app && mv $app/target/lib /out/$app/lib && mv $app/target/$app-*[0-9].jar /out/$app/app.jar; \
    done

FROM eclipse-temurin:25-jre AS app
# No name of the host's can be this user, and nothing in the image is its own but the folder of its state.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin clausewatch \
 && install -d -o clausewatch -g clausewatch -m 0700 /var/lib/clausewatch
COPY images/jvm.options images/healthcheck /opt/clausewatch/
COPY policies /opt/clausewatch/policies
ENV CLAUSEWATCH_POLICIES=/opt/clausewatch/policies
WORKDIR /opt/clausewatch
USER 10001:10001
STOPSIGNAL SIGTERM

FROM app AS stream-processor
COPY --from=build /out/stream-processor/lib lib
COPY --from=build /out/stream-processor/app.jar .
ENV CLAUSEWATCH_STATE_DIR=/var/lib/clausewatch \
    CLAUSEWATCH_PROCESSOR_METRICS_BIND=0.0.0.0 \
    CLAUSEWATCH_PROCESSOR_METRICS_PORT=9464
VOLUME /var/lib/clausewatch
EXPOSE 9464
HEALTHCHECK --interval=5s --timeout=5s --start-period=3m --retries=6 CMD ["bash", "healthcheck", "9464"]
ENTRYPOINT ["java", "@jvm.options", "-XX:MaxRAMPercentage=45", "-cp", "app.jar", "io.clausewatch.stream.StreamProcessorMain"]

FROM app AS audit-api
COPY --from=build /out/audit-api/lib lib
COPY --from=build /out/audit-api/app.jar .
ENV CLAUSEWATCH_BIND=0.0.0.0 CLAUSEWATCH_PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=5s --start-period=3m --retries=6 CMD ["bash", "healthcheck", "8080"]
ENTRYPOINT ["java", "@jvm.options", "-XX:MaxRAMPercentage=70", "-cp", "app.jar", "io.clausewatch.app.AuditApiMain"]

FROM app AS alert-sender
COPY --from=build /out/alert-sender/lib lib
COPY --from=build /out/alert-sender/app.jar .
ENV CLAUSEWATCH_SENDER_METRICS_BIND=0.0.0.0 \
    CLAUSEWATCH_SENDER_METRICS_PORT=9465
EXPOSE 9465
HEALTHCHECK --interval=5s --timeout=5s --start-period=3m --retries=6 CMD ["bash", "healthcheck", "9465"]
ENTRYPOINT ["java", "@jvm.options", "-XX:MaxRAMPercentage=70", "-cp", "app.jar", "io.clausewatch.alertsender.AlertSenderMain"]
