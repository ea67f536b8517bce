extension Schema {
  /// API v3, as far as host networking uses it (`api.xsd` of engine 3.6); orders are its own.
  static let v3 = Schema(
    table: """
      action: name=text description=text comment=text creation_status link async=text grace_period host network \
      root_password image fence_type force=bool option iscsi storage_domain cluster discard_snapshots \
      iscsi_target ticket pause vm template quota snapshot disks host_nics resolution_type restore_memory bricks \
      details clone exclusive migrate_vms_in_affinity_closure ssh storage_domains undeploy_hosted_engine reason \
      import_as_template maintenance_enabled image_transfer \
      modified_network_attachments=[network_attachment] removed_network_attachments=[network_attachment] \
      synchronized_network_attachments=[network_attachment] modified_bonds=[host_nic] removed_bonds=[host_nic] \
      modified_labels=[label] removed_labels=[label] check_connectivity=bool connectivity_timeout=int \
      job status fault
      network_attachment: actions name=text description=text comment=text creation_status link network=network \
      host_nic=host_nic ip_address_assignments=[ip_address_assignment] properties=[property] \
      reported_configurations host=host qos=qos
      ip_address_assignment: ip=ip assignment_method=text
      ip: @address @netmask @gateway @version
      property: name=text value=text
      network: actions name=text description=text comment=text creation_status link data_center cluster ip=ip vlan \
      stp=bool status display=bool mtu=int usages required=bool profile_required=bool labels qos
      host_nic: actions name=text description=text comment=text creation_status link host=host network=network \
      mac ip=ip base_interface=text vlan bonding=bonding boot_protocol=text statistics check_connectivity=bool \
      speed=int status mtu=int bridged=bool custom_configuration=bool override_configuration=bool labels=[label] \
      properties=[property] virtual_functions_configuration qos=qos physical_function
      host: actions name=text description=text comment=text creation_status link address=text certificate status \
      external_status cluster port=int type=text storage_manager spm version hardware_information power_management ksm \
      transparent_hugepages iscsi root_password=text ssh statistics cpu memory=int max_scheduling_memory=int summary \
      override_iptables=bool protocol=text reboot_after_installation=bool os hooks libvirt_version display \
      hosted_engine kdump_status selinux auto_numa_status numa_supported live_snapshot_support
      cluster: actions name=text description=text comment=text creation_status link cpu data_center memory_policy \
      scheduling_policy version supported_versions error_handling virt_service=bool gluster_service=bool \
      threads_as_cores=bool tunnel_migration=bool trusted_service=bool ha_reservation=bool optional_reason=bool \
      ballooning_enabled=bool display ksm serial_number required_rng_sources fencing_policy management_network
      data_center: actions name=text description=text comment=text creation_status link storage_type=text local=bool \
      storage_format version supported_versions status
      event: actions name=text description=text comment=text creation_status link code=int severity=text time \
      correlation_id user vm storage_domain host template cluster data_center origin=text custom_id=int \
      flood_rate=int custom_data
      job: actions name=text description=text comment=text creation_status link status owner start_time end_time \
      last_updated external=bool auto_cleared=bool
      vnic_profile: actions name=text description=text comment=text creation_status link network=network \
      port_mirroring=bool custom_properties pass_through
      bonding: options=[option] slaves=[host_nic]
      option: @name @value @type
      label: actions name=text description=text comment=text creation_status link network=network host_nic=host_nic
      qos: @type name=text description=text comment=text link type=text data_center max_throughput=int \
      max_read_throughput=int max_write_throughput=int max_iops=int max_read_iops=int max_write_iops=int \
      cpu_limit=int inbound_average=int inbound_peak=int inbound_burst=int outbound_average=int outbound_peak=int \
      outbound_burst=int outbound_average_linkshare=int outbound_average_upperlimit=int outbound_average_realtime=int
      """)

  /// API v4 of that version, as far as host networking uses it (`ovirt-engine-api-model`, `types/*.java`): own members
  /// by name, then references by name.
  static func v4(_ persona: Persona) -> Schema {
    let base = "actions name=text description=text comment=text link"
    return Schema(
      table: """
        action: name=text description=text comment=text link allow_partial_import async=bool attachment \
        authorized_key bricks certificates check_connectivity=bool clone clone_permissions cluster \
        collapse_snapshots \(persona.knowsCommitOnSuccess ? "commit_on_success=bool" : "") connection \
        connectivity_timeout=int data_center deploy_hosted_engine details discard_snapshots discovered_targets disk \
        disk_profile disks exclusive fault fence_type filter fix_layout force=bool grace_period host image \
        image_transfer import_as_template is_attached iscsi iscsi_targets job lease logical_units \
        maintenance_after_restart maintenance_enabled migrate_vms_in_affinity_closure modified_bonds=[host_nic] \
        modified_labels=[network_label] modified_network_attachments=[network_attachment] optimize_cpu_settings \
        option pause permission power_management proxy_ticket quota reason reassign_bad_macs reboot \
        registration_configuration remote_viewer_connection_file removed_bonds=[host_nic] \
        removed_labels=[network_label] removed_network_attachments=[network_attachment] resolution_type \
        restore_memory root_password seal snapshot source_host ssh status stop_gluster_service storage_domain \
        storage_domains succeeded synchronized_network_attachments=[network_attachment] template ticket timeout \
        undeploy_hosted_engine upgrade_action use_cloud_init use_initialization use_sysprep \
        virtual_functions_configuration vm vnic_profile_mappings volatile
        network_attachment: \(base) dns_resolver_configuration=dns_resolver_configuration in_sync=bool \
        ip_address_assignments=[ip_address_assignment] properties=[property] reported_configurations host=host \
        host_nic=host_nic network=network qos=qos
        dns_resolver_configuration: name_servers=[name_server:text]
        ip_address_assignment: assignment_method=text ip=ip
        ip: address=text gateway=text netmask=text version=text
        property: name=text value=text
        network: \(base) display=bool dns_resolver_configuration ip=ip mtu=int port_isolation=bool \
        profile_required=bool required=bool status=text stp=bool usages vdsm_name vlan cluster data_center \
        external_provider external_provider_physical_network network_labels permissions qos vnic_profiles
        host_nic: \(base) ad_aggregator_id=int base_interface=text bonding=bonding boot_protocol=text bridged=bool \
        check_connectivity=bool custom_configuration=bool ip=ip ipv6=ip ipv6_boot_protocol=text mac mtu=int \
        override_configuration=bool properties=[property] speed=int status statistics virtual_functions_configuration \
        vlan host=host network=network network_labels=[network_label] physical_function qos=qos
        host: \(base) address=text auto_numa_status certificate=certificate cpu=cpu external_status=text \
        hardware_information hosted_engine iscsi kdump_status ksm libvirt_version=version max_scheduling_memory=int \
        memory=int network_operation_in_progress=bool numa_supported=bool os=os override_iptables=bool port=int \
        power_management=power_management protocol=text root_password=text se_linux spm=spm ssh status=text \
        status_detail=text summary transparent_hugepages type=text update_available=bool version=version cluster \
        statistics
        spm: priority=int status=text
        cpu: architecture=text level=int mode=text name=text speed topology type=text
        version: \(base) build=int full_version=text major=int minor=int revision=int
        power_management: address agents automatic_pm_enabled=bool enabled=bool kdump_detection=bool options password \
        pm_proxies status=text type username
        cluster: \(base) ballooning_enabled=bool cpu=cpu custom_scheduling_policy_properties=[property] display \
        error_handling fencing_policy gluster_service=bool ha_reservation=bool ksm maintenance_reason_required=bool \
        memory_policy migration optional_reason=bool required_rng_sources serial_number \
        supported_versions=[version] switch_type=text threads_as_cores=bool trusted_service=bool \
        tunnel_migration=bool version=version virt_service=bool data_center management_network scheduling_policy
        data_center: \(base) local=bool quota_mode=text status=text storage_format=text \
        supported_versions=[version] version=version mac_pool
        event: \(base) code=int correlation_id=text custom_data=text custom_id=int flood_rate=int index=int \
        origin=text severity=text time=text cluster data_center host storage_domain template user vm
        job: \(base) auto_cleared=bool end_time external=bool last_updated start_time status=text owner
        vnic_profile: \(base) custom_properties migratable=bool pass_through port_mirroring=bool network=network \
        network_filter qos
        bonding: ad_partner_mac options=[option] slaves=[host_nic] active_slave
        option: name=text type=text value=text
        network_label: \(base) host_nic=host_nic network=network
        qos: \(base) cpu_limit=int inbound_average=int inbound_burst=int inbound_peak=int max_iops=int \
        max_read_iops=int max_read_throughput=int max_throughput=int max_write_iops=int max_write_throughput=int \
        outbound_average=int outbound_average_linkshare=int outbound_average_realtime=int \
        outbound_average_upperlimit=int outbound_burst=int outbound_peak=int type=text data_center
        """)
  }
}
